// What stopping a whole workspace needs of the store, within one transaction.
import type { RunId, StopLift, WorkspaceId, WorkspaceStop } from "@sluice/schema";

export interface PausedRun {
  runId: RunId;
  /** In force. null: only the caps hold. */
  requestsPerMinute: number | null;
}

export interface StopTransaction {
  /**
   * Until the transaction ends nobody stops the workspace; `alone`: and nobody publishes or resumes in it either. Waits for those
   * who do. What is read afterwards is what they have left.
   */
  lockWorkspace(workspaceId: WorkspaceId, how: "shared" | "alone"): Promise<void>;
  stopInForce(workspaceId: WorkspaceId): Promise<WorkspaceStop | null>;
  /** Every run that is planned or sends, those that were replaced among them. @returns those that it paused */
  pauseLiveRuns(workspaceId: WorkspaceId): Promise<PausedRun[]>;
  /** Those of them that are paused still. */
  pausedByStop(workspaceId: WorkspaceId, stopId: string): Promise<PausedRun[]>;
  addStop(workspaceId: WorkspaceId, stop: WorkspaceStop, pausedRunIds: readonly RunId[]): Promise<void>;
  saveLifts(
    workspaceId: WorkspaceId,
    stop: { stop_id: string; lifts: readonly StopLift[]; ended_at: string | null },
  ): Promise<void>;
}
