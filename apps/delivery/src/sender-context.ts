// What a sender thread keeps for all its batches: opened with the first one, and driven by timers while there are any.
import { BroadcastChannel, threadId, workerData } from "node:worker_threads";
import { type Bus, connectBus, onGrants, RunControls, RunPlans } from "@sluice/bus";
import type { RunControl } from "@sluice/schema";
import {
  type AttemptBuffer,
  type BatchPass,
  type Clock,
  ConnectionPools,
  createEgress,
  Dispatcher,
  type Egress,
  type PassEnd,
  PermitPool,
} from "@sluice/sender";
import { type EventLoopLag, monitorEventLoopLag } from "@sluice/telemetry";
import { reportChannel, type ThreadData, type ThreadReport } from "./batch-task.ts";
import { openAttempts } from "./flush-attempts.ts";
import { followControls } from "./follow-controls.ts";
import { passTimers } from "./pass-timers.ts";
import { RequestProofs } from "./request-proofs.ts";
import { reviveOriginOf } from "./revive-origin.ts";
import { RunMeters } from "./run-meters.ts";
import { RunTemplates } from "./run-templates.ts";
import { TaughtClock } from "./taught-clock.ts";

const REPORT_MS = 1_000;

export interface SenderContext {
  /** Names this thread in ledger entries and towards the limiter. */
  owner: string;
  bus: Bus;
  clock: Clock;
  pools: ConnectionPools;
  dispatcher: Dispatcher;
  /** Resolves with how the pass ended. */
  drive(pass: BatchPass): Promise<PassEnd>;
  templates: RunTemplates;
  proofs: RequestProofs;
  meters: RunMeters;
  /** null: no attempt is logged. */
  attempts: AttemptBuffer | null;
  /** What was kept of attempts goes onto the bus now. Never rejects. */
  flushAttempts(): Promise<void>;
  isDraining(): boolean;
  controlOf(runId: string): RunControl["state"] | null;
  /** Call before `controlOf`: the watch may not have said yet that a run is paused or stopped. Rejects when the bus does not answer. */
  learnControl(workspaceId: string, runId: string): Promise<void>;
}

const clock = new TaughtClock();

let opened: Promise<SenderContext> | undefined;

/** One for the thread; a failed start is tried again with the next batch. */
export function senderContext(): Promise<SenderContext> {
  opened ??= openContext(workerData as ThreadData).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function openContext(data: ThreadData): Promise<SenderContext> {
  const owner = `${data.processName}-${threadId}`;
  const silentReadings: string[] = [];
  const bus = await connectBus({
    natsUrl: data.natsUrl,
    name: `sluice-sender ${owner}`,
    onSilent: (bucket) => void silentReadings.push(bucket),
  });
  try {
    // All that can fail comes before the timers: a start that is tried again must leave none behind.
    const egress = createEgress(data.egressPolicy);
    const { vaultKeys } = data;
    const [plans, controls, proofs] = await Promise.all([
      RunPlans.open(bus),
      RunControls.open(bus),
      RequestProofs.open({ bus, owner, clock, egress, vaultKeys }),
    ]);
    return startContext(data, { owner, bus, plans, controls, proofs, egress, silentReadings });
  } catch (error) {
    await bus.close();
    throw error;
  }
}

interface Opened {
  owner: string;
  bus: Bus;
  plans: RunPlans;
  controls: RunControls;
  proofs: RequestProofs;
  egress: Egress;
  /** Not yet reported. */
  silentReadings: string[];
}

function startContext(
  data: ThreadData,
  { owner, bus, plans, controls, proofs, egress, silentReadings }: Opened,
): SenderContext {
  const permits = new PermitPool();
  const dispatcher = new Dispatcher(permits, clock);
  const meters = new RunMeters();
  const pools = new ConnectionPools(egress, data.connectionsPerOrigin, clock);
  const states = followControls({
    controls,
    dispatcher,
    onResumed: (run) => void reviveOriginOf(run, plans, pools),
  });
  onGrants(bus, owner, (grant) => {
    if (grant.now_ms !== undefined) clock.learn(grant.now_ms);
    if (permits.receive(grant, clock.monotonicMs())) dispatcher.pump();
  });
  const drainFlag = new Int32Array(data.drainFlag);
  const isDraining = (): boolean => Atomics.load(drainFlag, 0) === 1;
  proofs.start();
  const lag = monitorEventLoopLag();
  const timers = passTimers({ bus, owner, dispatcher, proofs, lag, isDraining });
  const { attempts, flushAttempts } = openAttempts(data.attemptLog, owner, bus);
  startReports(data.processName, { dispatcher, meters, permits, pools, attempts, lag, silentReadings });
  return {
    owner,
    bus,
    clock,
    pools,
    dispatcher,
    drive: (pass) => timers.during(() => dispatcher.drive(pass)),
    templates: new RunTemplates(plans),
    proofs,
    meters,
    attempts,
    flushAttempts,
    isDraining,
    controlOf: (runId) => states.get(runId) ?? null,
    learnControl: async (workspaceId, runId) => {
      if (states.has(runId)) return;
      const control = await controls.get(workspaceId, runId);
      if (control !== null && !states.has(runId)) states.set(runId, control.state); // the watch knows better
    },
  };
}

interface Reported {
  dispatcher: Dispatcher;
  meters: RunMeters;
  permits: PermitPool;
  pools: ConnectionPools;
  attempts: AttemptBuffer | null;
  lag: EventLoopLag;
  silentReadings: string[];
}

function startReports(
  processName: string,
  { dispatcher, meters, permits, pools, attempts, lag, silentReadings }: Reported,
): void {
  const channel = new BroadcastChannel(reportChannel(processName));
  setInterval(() => {
    const runs = meters.report(dispatcher.waitingByRun());
    const report: ThreadReport = {
      thread: threadId,
      eventLoopLagP99Ms: lag.takeP99Ms(),
      droppedGrants: permits.droppedCount,
      attemptsKept: attempts?.keptCount ?? 0,
      attemptsDropped: attempts?.droppedCount ?? 0,
      silentReadings: silentReadings.splice(0),
      runs,
      origins: pools.seenOrigins(),
    };
    channel.postMessage(report);
  }, REPORT_MS);
}
