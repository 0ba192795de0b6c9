// What keeping answers under their Idempotency-Key needs.
import type { ReplayDeadLetters, ReviewPorts, StoredCampaign } from "@sluice/campaigns";
import type { WorkspaceId } from "@sluice/schema";
import type { TellOutcome } from "@sluice/store";

/** A call that holds its key. */
export interface Claim {
  workspaceId: WorkspaceId;
  /** UUID. */
  key: string;
  claimId: string;
}

export interface Answer {
  status: number;
  contentType: string | null;
  body: string;
}

/** What a call with a key meets. */
export type Met =
  | { kind: "claimed" }
  | { kind: "answered"; answer: Answer }
  | { kind: "in_flight"; waitMs: number }
  | { kind: "other_content" }
  /** The kept answer does not open: it was sealed with a key that this process does not have. */
  | { kind: "unreadable" };

export interface IdempotencyPorts {
  mintClaimId(): string;
  /** Of what a call asks for; tells nothing about it. */
  digest(content: string): Buffer;
  claim(claim: Claim, digest: Buffer): Promise<Met>;
  /** What is taken over meanwhile is not kept. */
  keep(claim: Claim, answer: Answer): Promise<void>;
  release(claim: Claim): Promise<void>;
  /**
   * Campaigns whose change keeps its answer in the same transaction: after a crash there are both or none.
   * @param answerFor what the campaign has become; called within the transaction, again when the change is decided anew
   */
  changing(claim: Claim, answerFor: (stored: StoredCampaign) => Answer): ReviewPorts;
  /** Any other effect: tell it within its transaction. */
  keepWithin(claim: Claim): TellOutcome<Answer>;
  /** Dead letters, likewise. @param answerFor how many were moved back among the retries */
  replaying(claim: Claim, answerFor: (replayed: number) => Answer): ReplayDeadLetters;
}
