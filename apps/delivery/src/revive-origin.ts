// A run that a person resumed: its origin, given up for good after a 410, is tried again. The plan names the origin; the
// run may have no batch in this thread yet.
import type { RunPlans } from "@sluice/bus";
import { connectorOf, connectorOrigin } from "@sluice/schema";
import type { ConnectionPools } from "@sluice/sender";

/** Never rejects: without it the run is paused once more, and resumed once more. */
export async function reviveOriginOf(
  run: { workspaceId: string; runId: string },
  plans: Pick<RunPlans, "get">,
  pools: Pick<ConnectionPools, "revive">,
): Promise<void> {
  const plan = await plans.get(run.workspaceId, run.runId).catch(() => null);
  const connector = plan === null ? undefined : connectorOf(plan.definition);
  if (connector !== undefined) pools.revive(run.workspaceId, connectorOrigin(connector));
}
