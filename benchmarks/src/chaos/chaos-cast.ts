// Everybody who takes part in a chaos run, started and waiting: endpoints, servers on their disks, apps behind gates.
import { join } from "node:path";
import { type ShiftedClock, shiftedClock } from "@sluice/testkit";
import { type SinkProcess, startSinkProcess } from "../sink/sink-process.ts";
import { recordsPath } from "../stage/judge-run.ts";
import { openStage, type Stage } from "../stage/stage.ts";
import { type Canary, openCanary } from "./canary.ts";
import type { ChaosOptions } from "./chaos-options.ts";
import { DataDisk } from "./data-disk.ts";
import type { ServerDisks } from "./fire-chaos.ts";
import { TcpGate } from "./tcp-gate.ts";

export interface ChaosCast {
  stage: Stage;
  /** Of the run under test. */
  sink: SinkProcess;
  neighbourSink: SinkProcess;
  smallSink: SinkProcess;
  cappedSink: SinkProcess;
  canary: Canary;
  gates: readonly TcpGate[];
  clock: ShiftedClock;
  disks: ServerDisks | null;
}

/** Of one sender thread. */
export const CONNECTIONS = 64;
/** Sparse: far more than a run writes, so that it is full when we say so. */
const DISK_BYTES = 10 * 1024 ** 3;
const LATENCY = ["--p50", "10", "--p99", "40"];

/** @param undo gets what has to be ended, in the order in which it was started. */
export async function openCast(options: ChaosOptions, undo: AsyncDisposableStack): Promise<ChaosCast> {
  const { folder, seed } = options;
  const startSink = async (path: string, ...more: string[]) =>
    undo.use(await startSinkProcess(["--record", path, ...LATENCY, ...more]));
  const clock = undo.use(shiftedClock());
  const sink = await startSink(recordsPath(folder), "--seed", String(seed), "--fail", "503=0.01");
  const neighbourSink = await startSink(join(folder, "neighbour.bin"));
  const smallSink = await startSink(join(folder, "small.bin"));
  const cappedSink = await startSink(join(folder, "capped.bin"), "--fail", "503=0.05");
  const canary = undo.use(await openCanary());
  const disks = options.hasDisks ? await openDisks(folder, undo) : null;
  const gates: TcpGate[] = [];
  const stage = undo.use(
    await openStage({
      folder,
      deliveryProcesses: options.deliveryProcesses,
      threadsPerProcess: 1,
      connections: CONNECTIONS,
      planners: 2,
      allowedCidrs: "127.0.0.1/32",
      env: clock.env,
      ...(disks && { dataFolders: { nats: disks.nats.folder, postgres: disks.postgres.folder } }),
      deliveryNatsUrl: async (natsUrl, index) => {
        const { gate, url } = await gateTo(natsUrl);
        gates[index] = undo.use(gate);
        return url;
      },
    }),
  );
  return { stage, sink, neighbourSink, smallSink, cappedSink, canary, gates, clock, disks };
}

async function openDisks(folder: string, undo: AsyncDisposableStack): Promise<ServerDisks> {
  const open = async (name: string) => undo.use(await DataDisk.open({ folder, name, bytes: DISK_BYTES }));
  return { nats: await open("nats"), postgres: await open("postgres") };
}

async function gateTo(natsUrl: string): Promise<{ gate: TcpGate; url: string }> {
  const url = new URL(natsUrl);
  const gate = await TcpGate.open({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${gate.port}`;
  return { gate, url: url.href };
}
