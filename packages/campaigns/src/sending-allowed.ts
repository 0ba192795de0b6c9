// While a workspace is stopped nothing begins to send: whatever would bring a run to life, or send a test, asks here first.
//
//   A1. Asked in the transaction that makes the change, under a lock that a stop waits for: either the stop finds the run and
//       pauses it, or the change finds the stop and is refused. A moment between the two does not exist.
import type { WorkspaceId, WorkspaceStop } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import type { StopTransaction } from "./stop-ports.ts";

/** A1. @throws CampaignError ALL_STOPPED */
export async function assertNotStopped(
  tx: Pick<StopTransaction, "lockWorkspace" | "stopInForce">,
  workspaceId: WorkspaceId,
): Promise<void> {
  await tx.lockWorkspace(workspaceId, "shared");
  const stop = await tx.stopInForce(workspaceId);
  if (stop !== null) throw allStopped(stop);
}

function allStopped({ stopped_by, stopped_at, reason, lifts, lifts_required }: WorkspaceStop): CampaignError {
  const why = reason === null ? "" : ` (${reason})`;
  return new CampaignError(
    "ALL_STOPPED",
    `${stopped_by} stopped everything in this workspace at ${stopped_at}${why}: nothing is published, resumed, replayed or tested. ` +
      `It takes ${lifts_required} people to lift the stop; ${lifts.length} did so far.`,
  );
}
