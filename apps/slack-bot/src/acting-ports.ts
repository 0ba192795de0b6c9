// What the bot needs to act on everything at once: stop-all, tests, the history. Parts of the campaign desk.
import type { Actor, StoppedWorkspace } from "@sluice/campaigns";
import type { AnsweredTest, CampaignId, PersonIdentifier, WorkspaceStop } from "@sluice/schema";

export interface WorkUnderWay {
  /** That are planned or send. */
  runs: number;
  /** Not sent to yet, as far as it is known. */
  recipients: number;
}

/** Whom a test goes to. */
export interface TestTarget {
  identifier: PersonIdentifier;
  value: string;
}

export interface HistoryState {
  /** Entries that stand in the campaign's chain. */
  entries: number;
  /** From before there was one. */
  unchained: number;
  /** What does not fit, in words; empty: everything is as it was written. */
  problems: readonly string[];
  /** Of the last entry, to be noted elsewhere. null: there is none. */
  head: string | null;
}

/** Actions throw CampaignError. */
export interface ActingDesk {
  stopInForce(): Promise<WorkspaceStop | null>;
  stopAll(actor: Actor, reason: string): Promise<StoppedWorkspace>;
  liftStop(actor: Actor): Promise<WorkspaceStop>;
  underWay(): Promise<WorkUnderWay>;
  /** Of the newest content. null: no API process answers. */
  test(actor: Actor, campaignId: CampaignId, to: TestTarget): Promise<AnsweredTest | null>;
  /** By the approval policy: then whoever is tested with is no customer. */
  areTestUsersNamed(): Promise<boolean>;
  /** Every hash of the campaign's history is made again. */
  historyState(campaignId: CampaignId): Promise<HistoryState>;
  /** The newest entries as a table; at most so many. */
  historyTable(campaignId: CampaignId, limit: number): Promise<string>;
}
