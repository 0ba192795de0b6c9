// A sender that asks for everything, and what it was granted.
import { type Bus, onGrants, publishDemand } from "@sluice/bus";
import type { PermitGrant, RunId } from "@sluice/schema";

export interface GreedySender extends Disposable {
  name: string;
  /** In the order in which they came. */
  grants: Array<PermitGrant & { arrivedAtMs: number }>;
}

const ASK_EVERY_MS = 50;

export function greedySender(bus: Bus, name: string, runId: RunId, workspaceId = "w"): GreedySender {
  const grants: GreedySender["grants"] = [];
  const listener = onGrants(bus, name, (grant) => grants.push({ ...grant, arrivedAtMs: performance.now() }));
  const demands = [{ workspace_id: workspaceId, run_id: runId, waiting: 1_000 }];
  const timer = setInterval(() => publishDemand(bus, { v: 1, process: name, demands }), ASK_EVERY_MS);
  const stop = (): void => {
    clearInterval(timer);
    listener.stop();
  };
  return { name, grants, [Symbol.dispose]: stop };
}

export const permitsIn = ({ grants }: Pick<PermitGrant, "grants">): number =>
  grants.reduce((sum, { permits }) => sum + permits, 0);

/** Permits of each slot that was granted, over all senders. */
export function permitsBySlot(grants: readonly PermitGrant[]): number[] {
  const slots = Map.groupBy(grants, ({ epoch, slot }) => `${epoch} ${slot}`);
  return [...slots.values()].map((ofSlot) => ofSlot.reduce((sum, grant) => sum + permitsIn(grant), 0));
}
