import { mintUuidV7 } from "@sluice/schema";
import { expect, test } from "vitest";
import type { ThreadReport } from "./batch-task.ts";
import { DeliveryMetrics } from "./prometheus.ts";
import { ThreadReports } from "./thread-reports.ts";

const RUN = mintUuidV7(0, new Uint8Array(10));
const A_MINUTE_MS = 60_000;

const report = (thread: number, attempts: number): ThreadReport => ({
  thread,
  eventLoopLagP99Ms: 1,
  droppedGrants: attempts,
  attemptsKept: attempts,
  attemptsDropped: 0,
  silentReadings: [],
  origins: [],
  runs: [
    {
      workspace_id: "local",
      run_id: RUN,
      attempts,
      delivered: attempts,
      retried: 0,
      dead_lettered: 0,
      skipped: 0,
      in_flight: 5,
      waiting: 7,
      latency_ms: { bucket: [1], count: [attempts] },
    },
  ],
});

test("what a thread did stays counted after its end, what it was doing is over", () => {
  const reports = new ThreadReports();
  reports.receive(report(1, 100), 0);
  reports.receive(report(2, 50), 9_000);
  expect(reports.runs(9_000, A_MINUTE_MS)).toMatchObject([{ attempts: 150, in_flight: 10 }]);
  expect(reports.runs(10_000, A_MINUTE_MS)).toMatchObject([{ attempts: 150, in_flight: 5, waiting: 7 }]);
  reports.receive(report(3, 10), 11_000);
  expect(reports.runs(11_000, A_MINUTE_MS)).toMatchObject([{ attempts: 160, in_flight: 10 }]);
  expect(reports.live(11_000).map(({ thread }) => thread)).toEqual([2, 3]);
});

test("what a thread told of a run holds until it tells more; a run of which nobody tells is left out after a while", () => {
  const reports = new ThreadReports();
  reports.receive(report(1, 100), 0);
  reports.receive({ ...report(1, 0), runs: [] }, 5_000);
  reports.receive(report(2, 50), 6_000);
  expect(reports.runs(6_000, 2_000)).toMatchObject([{ attempts: 150 }]);
  expect(reports.runs(9_000, 2_000)).toEqual([]);
});

test("counters only grow: over ended threads, and over a run that a thread had forgotten", async () => {
  const metrics = new DeliveryMetrics();
  const reports = new ThreadReports();
  for (const [thread, attempts] of [
    [1, 100],
    [1, 130],
    [1, 4],
    [2, 20],
  ] as const) {
    const next = report(thread, attempts);
    reports.receive(next, 0, (told, before) => metrics.count(told, before));
  }
  const text = await metrics.registry.metrics();
  expect(text).toContain('sluice_delivery_outcomes_total{kind="attempts",app="delivery"} 154');
  expect(text).toMatch(/# TYPE sluice_delivery_outcomes_total counter/);
  expect(text).toMatch(/# TYPE sluice_delivery_grants_dropped_total counter/);
});
