// What the actions on limits need from the store, within one transaction.
import type { CampaignId, RunId, WorkspaceId } from "@sluice/schema";

export interface OriginLimit {
  /** Scheme, host and port. */
  origin: string;
  requestsPerMinute: number;
}

/** Requests a minute of a run that is not over. null: only the caps hold. */
export interface RunLimits {
  asked: number | null;
  /** What another person approved. */
  approved: number | null;
  /** In force: `asked`, or what the four-hour rule raised it to. */
  effective: number | null;
}

export interface LimitTransaction {
  requestsPerMinuteCap(workspaceId: WorkspaceId): Promise<number>;
  setRequestsPerMinuteCap(workspaceId: WorkspaceId, requestsPerMinute: number): Promise<void>;
  /** By origin. */
  originLimits(workspaceId: WorkspaceId): Promise<readonly OriginLimit[]>;
  setOriginLimit(workspaceId: WorkspaceId, limit: OriginLimit, at: string): Promise<void>;
  /** False when there was none. */
  removeOriginLimit(workspaceId: WorkspaceId, origin: string): Promise<boolean>;
  /** Nobody else changes them until the transaction ends. null: the run is over. */
  lockRunLimits(runId: RunId): Promise<RunLimits | null>;
  /** `approved` is what is approved from now on. What raised the limit is forgotten. */
  setRunLimit(runId: RunId, limit: { asked: number; approved: number | null }, at: string): Promise<void>;
  /** Everyone who edited or submitted any version. */
  authors(campaign: { workspaceId: WorkspaceId; campaignId: CampaignId }): Promise<readonly string[]>;
}
