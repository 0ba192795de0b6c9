// What a sender thread looks at while it has passes: deadlines and leases, the limiter that is to be asked, tokens that end, and
// whether a pass that gets nowhere has to make room.
import { type Bus, publishDemand } from "@sluice/bus";
import type { Dispatcher } from "@sluice/sender";
import type { EventLoopLag } from "@sluice/telemetry";
import { MAX_BATCHES_PER_THREAD } from "./batch-task.ts";
import { BusyTimers } from "./busy-timers.ts";
import type { RequestProofs } from "./request-proofs.ts";

/** Deadlines, leases and flushes are looked at so often. */
const TICK_MS = 25;
const DEMAND_MS = 100;
const PROOFS_TICK_MS = 50;
/** From so many batches on, one whose origin has taken nothing for a while makes room for another run's. */
const CROWDED_PASSES = MAX_BATCHES_PER_THREAD * 0.75;
const YIELD_AFTER_MS = 5_000;
const YIELD_MS = 250;

export interface Timed {
  bus: Bus;
  owner: string;
  dispatcher: Dispatcher;
  proofs: RequestProofs;
  lag: EventLoopLag;
  isDraining: () => boolean;
}

export function passTimers({ bus, owner, dispatcher, proofs, lag, isDraining }: Timed): BusyTimers {
  const giveWay = (): void => {
    if (dispatcher.passCount >= CROWDED_PASSES) dispatcher.yieldDeferred(YIELD_AFTER_MS);
  };
  const tick = (): void => {
    if (isDraining()) dispatcher.drain();
    dispatcher.tick();
  };
  const ask = (): void => {
    const demands = dispatcher.demands().map(({ workspaceId, runId, permits }) => ({
      workspace_id: workspaceId,
      run_id: runId,
      waiting: permits,
    }));
    publishDemand(bus, { v: 1, process: owner, demands });
  };
  const repeated = [
    { everyMs: YIELD_MS, work: giveWay },
    { everyMs: TICK_MS, work: tick },
    { everyMs: PROOFS_TICK_MS, work: () => proofs.tick() },
    { everyMs: DEMAND_MS, work: ask, isAlsoAtOnce: true },
  ];
  return new BusyTimers(repeated, lag);
}
