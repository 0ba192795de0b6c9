// Fires the faults of a plan at real processes, and undoes those that last.
import { setTimeout as sleep } from "node:timers/promises";
import type { RunningNats } from "@sluice/embedded";
import type { ShiftedClock } from "@sluice/testkit";
import { DRIP, GARBAGE, HANG, RESET } from "../sink/behaviour.ts";
import type { SinkProcess } from "../sink/sink-process.ts";
import { processTree } from "../stage/process-usage.ts";
import type { Stage } from "../stage/stage.ts";
import { waitUntil } from "../stage/wait-until.ts";
import type { ChaosFault, ChaosKind } from "./chaos-plan.ts";
import type { DataDisk } from "./data-disk.ts";
import { filled, withoutPower } from "./fire-disk-faults.ts";
import { throwGarbage } from "./garbage-on-bus.ts";
import type { TcpGate } from "./tcp-gate.ts";

export interface ChaosPorts {
  stage: Stage;
  /** Of the run under test. */
  sink: SinkProcess;
  /** Between each delivery process and NATS, in the order of the processes. */
  gates: readonly TcpGate[];
  /** Every app's wall clock. */
  clock: ShiftedClock;
  /** Under the servers; null where none can be mounted: then the plan has no fault of theirs. */
  disks: ServerDisks | null;
  say: (text: string) => void;
}

export interface ServerDisks {
  nats: DataDisk;
  postgres: DataDisk;
}

export interface FiredChaos {
  kind: ChaosKind;
  /** Since 1970. */
  atMs: number;
  untilMs: number;
}

const TWO_HOURS_MS = 7_200_000;
/** In seconds, negative, in the past, and none at all. (Absurdly long ones would hold the run for an hour, as they should.) */
const STORM_RETRY_AFTER = ["2", "-5", "Wed, 21 Oct 2015 07:28:00 GMT", "soon"];

/** One after the other; a fault that lasts ends before the next begins. Until the plan or `signal` ends. */
export async function fireChaos(
  plan: readonly ChaosFault[],
  ports: ChaosPorts,
  signal: AbortSignal,
): Promise<FiredChaos[]> {
  const startedMs = performance.now();
  const fired: FiredChaos[] = [];
  for (const fault of plan) {
    const waitMs = fault.atMs - (performance.now() - startedMs);
    if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => "the run is over");
    if (signal.aborted) break;
    const atMs = Date.now();
    ports.say(fault.kind);
    await fire(fault, ports);
    fired.push({ kind: fault.kind, atMs, untilMs: Date.now() });
  }
  return fired;
}

function fire(fault: ChaosFault, ports: ChaosPorts): Promise<void> {
  const { stage, sink } = ports;
  const delivery = pick(stage.deliveries, fault.draw);
  switch (fault.kind) {
    case "kill_delivery":
      return killed(() => delivery.kill());
    case "kill_planner":
      return killed(() => pick(stage.planners, fault.draw).kill());
    case "kill_ledger":
      return killed(() => stage.ledger.kill());
    case "kill_api":
      return killed(() => stage.api.kill());
    case "kill_nats":
      return killed(() => signalTo(pick(stage.servers.nats, fault.draw), "SIGKILL"));
    case "term_nats":
      return killed(() => signalTo(pick(stage.servers.nats, fault.draw), "SIGTERM"));
    case "kill_postgres":
      return killed(() => signalTo(stage.servers.postgres, "SIGKILL"));
    case "abort_postgres":
      return killed(() => signalTo(stage.servers.postgres, "SIGQUIT"));
    case "freeze_delivery":
      return frozen(delivery.pid, fault.durationMs);
    case "freeze_planner":
      return frozen(pick(stage.planners, fault.draw).pid, fault.durationMs);
    case "freeze_postgres":
      return frozen(stage.servers.postgres.pid, fault.durationMs);
    case "partition_delivery":
      return partitioned(pick(ports.gates, fault.draw), fault.durationMs);
    case "endpoint_429":
      return spell(sink, 429, fault, pick(STORM_RETRY_AFTER, fault.draw));
    case "endpoint_503":
      return spell(sink, 503, fault);
    case "endpoint_hang":
      return spell(sink, HANG, fault);
    case "endpoint_drip":
      return spell(sink, DRIP, fault);
    case "endpoint_garbage":
      return spell(sink, GARBAGE, fault);
    case "endpoint_reset":
      return spell(sink, RESET, fault);
    case "clock_forward":
      return clockOff(ports.clock, TWO_HOURS_MS, fault.durationMs);
    case "clock_back":
      return clockOff(ports.clock, -TWO_HOURS_MS, fault.durationMs);
    case "garbage_on_bus":
      return throwGarbage(stage.servers.natsUrl, fault.draw);
    case "full_nats_disk":
      return filled(diskOf(ports, "nats"), fault.durationMs, () => askHealth(pick(stage.servers.nats, 0)));
    case "full_postgres_disk":
      return filled(diskOf(ports, "postgres"), fault.durationMs, () => stage.store.pool.query("select 1"));
    case "power_cut_nats":
      return withoutPower(diskOf(ports, "nats"), pick(stage.servers.nats, 0));
    case "power_cut_postgres":
      return withoutPower(diskOf(ports, "postgres"), stage.servers.postgres);
    default:
      return fault.kind satisfies never;
  }
}

/** It answers also when it takes no writes; then it is not well. */
async function askHealth({ monitoringUrl }: RunningNats): Promise<void> {
  const { ok, status } = await fetch(`${monitoringUrl}/healthz`);
  if (!ok) throw new Error(`nats-server is unwell: ${status}`);
}

function diskOf({ disks }: ChaosPorts, server: keyof ServerDisks): DataDisk {
  if (disks === null)
    throw new Error(`the servers of this run have no disk of their own, so none of ${server}`);
  return disks[server];
}

function pick<T>(items: readonly T[], draw: number): T {
  const item = items[Math.floor(draw * items.length)];
  if (item === undefined) throw new Error("there is nothing to hit");
  return item;
}

/** Waits for the process when it is just being started again. */
async function killed(hit: () => number | undefined): Promise<void> {
  await waitUntil(hit, { timeoutMs: 60_000, what: "a process to hit", everyMs: 5 });
}

function signalTo(
  server: { pid: number | undefined; kill(signal: NodeJS.Signals): void },
  signal: NodeJS.Signals,
): number | undefined {
  const { pid } = server;
  if (pid !== undefined) server.kill(signal);
  return pid;
}

/** With all its children: Postgres works in those. */
async function frozen(pid: number | undefined, durationMs: number): Promise<void> {
  const pids = pid === undefined ? [] : processTree(pid);
  for (const one of pids) signalIfThere(one, "SIGSTOP");
  await sleep(durationMs);
  for (const one of pids) signalIfThere(one, "SIGCONT");
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

async function partitioned(gate: TcpGate, durationMs: number): Promise<void> {
  gate.shut();
  await sleep(durationMs);
  gate.reopen();
}

async function spell(
  sink: SinkProcess,
  answer: number,
  { durationMs }: ChaosFault,
  retryAfter: string | null = null,
): Promise<void> {
  await sink.spell({ answer, durationMs, retryAfter });
  await sleep(durationMs);
}

async function clockOff(clock: ShiftedClock, shiftMs: number, durationMs: number): Promise<void> {
  clock.shiftTo(shiftMs);
  await sleep(durationMs);
  clock.shiftTo(0);
}
