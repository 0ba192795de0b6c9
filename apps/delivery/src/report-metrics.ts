// Once a second: the threads' counts, added up, as one snapshot for each workspace onto NATS, and for Prometheus.
import { BroadcastChannel } from "node:worker_threads";
import { type Bus, publishSnapshot } from "@sluice/bus";
import type { DeliverySnapshot, RunCounters } from "@sluice/schema";
import { createHistogram, fromSparse } from "@sluice/telemetry";
import { reportChannel, type ThreadReport } from "./batch-task.ts";
import { mergeOrigins, type ProcessOrigin } from "./merge-origins.ts";
import type { DeliveryGauges } from "./prometheus.ts";
import type { OriginTeller } from "./tell-origins.ts";

const SNAPSHOT_MS = 1_000;
/** A run whose counts have not moved for so long is left out. */
const QUIET_MS = 30_000;

export interface ReportPorts {
  bus: Bus;
  processName: string;
  heldCount: () => number;
  gauges: DeliveryGauges;
  originTeller: OriginTeller;
}

type ThreadRun = ThreadReport["runs"][number];

export function reportMetrics(ports: ReportPorts): { stop(): void } {
  const channel = new BroadcastChannel(reportChannel(ports.processName));
  const latest = new Map<number, ThreadReport>();
  const activity = new Map<string, { attempts: number; movedAtMs: number }>();
  channel.addEventListener("message", ({ data }: { data: ThreadReport }) => {
    latest.set(data.thread, data); // our own threads: typed on both sides by batch-task.ts
  });
  const timer = setInterval(() => {
    const runs = mergeRuns([...latest.values()].flatMap((report) => report.runs));
    for (const runId of activity.keys())
      if (!runs.some((run) => run.run_id === runId)) activity.delete(runId);
    const origins = mergeOrigins([...latest.values()].flatMap((report) => report.origins));
    ports.gauges.update(runs, latest.values());
    ports.gauges.updateOrigins(origins);
    void ports.originTeller.tell(origins);
    const moving = runs.filter((run) => isMoving(run, activity));
    publishAll({ runs: moving, origins, reports: [...latest.values()] }, ports);
  }, SNAPSHOT_MS);
  return {
    stop: () => {
      clearInterval(timer);
      channel.close();
    },
  };
}

interface Reported {
  runs: readonly ThreadRun[];
  origins: readonly ProcessOrigin[];
  reports: readonly ThreadReport[];
}

function publishAll({ runs, origins, reports }: Reported, ports: ReportPorts): void {
  const lagMs = Math.max(0, ...reports.map((report) => report.eventLoopLagP99Ms));
  for (const [workspaceId, ofWorkspace] of Map.groupBy(runs, (run) => run.workspace_id)) {
    const snapshot: DeliverySnapshot = {
      v: 1,
      workspace_id: workspaceId,
      process: ports.processName,
      at_ms: Date.now(),
      uptime_ms: Math.round(process.uptime() * 1000),
      batches_held: ports.heldCount(),
      event_loop_lag_p99_ms: lagMs,
      rss_bytes: process.memoryUsage.rss(),
      runs: ofWorkspace.map(({ workspace_id, ...counters }) => counters),
      origins: origins
        .filter((origin) => origin.workspace_id === workspaceId)
        .map(({ workspace_id, ...status }) => status),
    };
    publishSnapshot(ports.bus, snapshot);
  }
}

function isMoving(run: ThreadRun, activity: Map<string, { attempts: number; movedAtMs: number }>): boolean {
  const known = activity.get(run.run_id);
  const nowMs = performance.now();
  if (known === undefined || known.attempts !== run.attempts || run.in_flight + run.waiting > 0) {
    activity.set(run.run_id, { attempts: run.attempts, movedAtMs: nowMs });
    return true;
  }
  return nowMs - known.movedAtMs < QUIET_MS;
}

/** The same run in several threads is one run: counts add up, and so do histograms. */
export function mergeRuns(runs: readonly ThreadRun[]): ThreadRun[] {
  const merged = new Map<string, ThreadRun>();
  for (const run of runs) {
    const known = merged.get(run.run_id);
    merged.set(
      run.run_id,
      known === undefined ? run : { ...addCounters(known, run), workspace_id: run.workspace_id },
    );
  }
  return [...merged.values()];
}

function addCounters(a: RunCounters, b: RunCounters): RunCounters {
  const latency = createHistogram();
  latency.merge(fromSparse(a.latency_ms));
  latency.merge(fromSparse(b.latency_ms));
  return {
    run_id: a.run_id,
    attempts: a.attempts + b.attempts,
    delivered: a.delivered + b.delivered,
    retried: a.retried + b.retried,
    dead_lettered: a.dead_lettered + b.dead_lettered,
    skipped: a.skipped + b.skipped,
    in_flight: a.in_flight + b.in_flight,
    waiting: a.waiting + b.waiting,
    latency_ms: latency.toSparse(),
  };
}
