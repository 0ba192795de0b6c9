// What keeping answers under their Idempotency-Key needs.
import type { CampaignPorts } from "@sluice/campaigns";
import type { CampaignId, WorkspaceId } from "@sluice/schema";

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
   * Campaigns whose creation keeps the answer in the same transaction: after a crash there are both or none.
   * @param answerFor the campaign's id; called once, within the transaction
   */
  creating(claim: Claim, answerFor: (campaignId: CampaignId) => Answer): CampaignPorts;
}
