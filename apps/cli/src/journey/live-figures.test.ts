import type { DeliverySnapshot } from "@sluice/schema";
import { expect, test } from "vitest";
import { createLiveFigures } from "./live-figures.ts";

const RUN = "01890a5d-ac96-774b-bcce-b302099a8057";

function snapshot(process: string, atMs: number, attempts: number, inFlight = 0): DeliverySnapshot {
  const counters = { delivered: 0, retried: 0, dead_lettered: 0, skipped: 0, waiting: 0 };
  return {
    v: 1,
    workspace_id: "local",
    process,
    at_ms: atMs,
    uptime_ms: 0,
    batches_held: 0,
    event_loop_lag_p99_ms: 0,
    rss_bytes: 0,
    runs: [
      { ...counters, run_id: RUN, attempts, in_flight: inFlight, latency_ms: { bucket: [], count: [] } },
    ],
  };
}

test("the rate is that of the last seconds over all processes", () => {
  const figures = createLiveFigures(RUN);
  for (let second = 0; second <= 3; second++) {
    figures.add(snapshot("a", second * 1_000, second * 2_000), second * 1_000);
    figures.add(snapshot("b", second * 1_000, second * 1_000), second * 1_000);
  }
  expect(figures.requestsPerMinute(3_000)).toBe(180_000);
});

test("a process that starts again counts on, not backwards", () => {
  const figures = createLiveFigures(RUN);
  figures.add(snapshot("a", 0, 0), 0);
  figures.add(snapshot("a", 1_000, 1_000), 1_000);
  figures.add(snapshot("a", 2_000, 500), 2_000);
  expect(figures.requestsPerMinute(2_000)).toBe(45_000);
});

test("silence is no speed and nothing in flight", () => {
  const figures = createLiveFigures(RUN);
  figures.add(snapshot("a", 0, 0, 10), 0);
  figures.add(snapshot("a", 1_000, 1_000, 10), 1_000);
  expect([figures.inFlight(2_000), figures.inFlight(60_000), figures.requestsPerMinute(60_000)]).toEqual([
    10, 0, 0,
  ]);
});

test("neither what was sent before we looked nor one early slot shows as speed", () => {
  const figures = createLiveFigures(RUN);
  figures.add(snapshot("a", 0, 50_000), 0);
  figures.add(snapshot("b", 500, 70_000), 500);
  figures.add(snapshot("a", 1_000, 53_600), 1_000);
  expect(figures.requestsPerMinute(1_000)).toBe(108_000);
});
