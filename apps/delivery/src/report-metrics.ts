// Once a second: the threads' counts, added up, as one snapshot for each workspace onto NATS, and for Prometheus.
import { BroadcastChannel } from "node:worker_threads";
import { type Bus, publishSnapshot } from "@sluice/bus";
import type { DeliverySnapshot } from "@sluice/schema";
import type { SilentReadings } from "@sluice/telemetry";
import { reportChannel, type ThreadReport } from "./batch-task.ts";
import { mergeOrigins, type ProcessOrigin } from "./merge-origins.ts";
import type { ThreadRun } from "./merge-runs.ts";
import type { DeliveryMetrics } from "./prometheus.ts";
import type { OriginTeller } from "./tell-origins.ts";
import { ThreadReports } from "./thread-reports.ts";

const SNAPSHOT_MS = 1_000;
/** A run whose counts have not moved for so long is left out. */
const QUIET_MS = 30_000;

export interface ReportPorts {
  bus: Bus;
  processName: string;
  heldCount: () => number;
  metrics: DeliveryMetrics;
  silent: SilentReadings;
  originTeller: OriginTeller;
}

export function reportMetrics(ports: ReportPorts): { stop(): void } {
  const channel = new BroadcastChannel(reportChannel(ports.processName));
  const reports = new ThreadReports();
  channel.addEventListener("message", ({ data }: { data: ThreadReport }) => {
    // Our own threads: typed on both sides by batch-task.ts.
    reports.receive(data, performance.now(), (report, before) => ports.metrics.count(report, before));
    for (const reading of data.silentReadings) ports.silent.tell(reading);
  });
  const timer = setInterval(() => {
    const live = reports.live(performance.now());
    const runs = reports.runs(performance.now(), QUIET_MS);
    const origins = mergeOrigins(live.flatMap((report) => report.origins));
    ports.metrics.update(runs, live);
    ports.metrics.updateOrigins(origins);
    void ports.originTeller.tell(origins);
    publishAll({ runs, origins, reports: live }, ports);
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
