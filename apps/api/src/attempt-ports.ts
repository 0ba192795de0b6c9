// What the routes of the attempt log need: the store fits by shape.
import type { AttemptRecord, CampaignId, RunId, WorkspaceId } from "@sluice/schema";

export interface AttemptFilter {
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
  runId?: RunId | undefined;
  userId?: string | undefined;
  /** Both ends included. */
  statuses?: readonly [number, number] | undefined;
  /** true: anything that was not delivered. */
  error?: string | true | undefined;
  fromMs?: number | undefined;
  /** Not included. */
  toMs?: number | undefined;
}

export interface AttemptCursor {
  atMs: number;
  seq: number;
}

export interface FoundAttempt extends Omit<AttemptRecord, "at_ms"> {
  at: string;
  run_id: RunId;
}

/** Newest first. */
export type SearchAttempts = (
  search: AttemptFilter & { limit: number; cursor?: AttemptCursor | undefined },
) => Promise<{ attempts: FoundAttempt[]; next: AttemptCursor | null }>;
