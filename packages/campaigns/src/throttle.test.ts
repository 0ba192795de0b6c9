import * as fc from "fast-check";
import { expect, test } from "vitest";
import { permitsBeforeSlot, type RunLimit, SLOTS_PER_WINDOW, SlotAllocator } from "./throttle.ts";

const UNLIMITED_WORKSPACE = 10_000_000;
const limit = (runId: string, requestsPerMinute: number | null, cap = UNLIMITED_WORKSPACE): RunLimit => ({
  workspaceId: "w",
  runId,
  requestsPerMinute,
  workspaceRequestsPerMinute: cap,
});
const ask = (runId: string, waiting: number, sender = "s1") => ({ sender, runId, waiting });
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** The most that any window of consecutive slots holds. */
function fullestWindow(permitsBySlot: readonly number[]): number {
  let held = 0;
  let fullest = 0;
  permitsBySlot.forEach((permits, slot) => {
    held += permits - (permitsBySlot[slot - SLOTS_PER_WINDOW] ?? 0);
    fullest = Math.max(fullest, held);
  });
  return fullest;
}

const limits = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 600, max: 620 }),
  fc.integer({ min: 1, max: 1_000_000 }),
);
/** Demands that come and go: nothing, a little, everything. */
const demands = fc.array(fc.constantFrom(0, 1, 3, 1_000_000), { minLength: 1, maxLength: 40 });

test("no window of consecutive slots holds more than the limit, whatever is asked and whenever a new leader begins", () => {
  fc.assert(
    fc.property(
      limits,
      demands,
      fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 12 }),
      (limitPerMinute, demands, reigns) => {
        const newLeaderAt = new Set(reigns.map((_, i) => sum(reigns.slice(0, i + 1))));
        let allocator = new SlotAllocator();
        const permits = Array.from({ length: 3 * SLOTS_PER_WINDOW }, (_, slot) => {
          if (newLeaderAt.has(slot)) allocator = new SlotAllocator();
          const request = ask("r", demands[slot % demands.length] ?? 0);
          return sum(allocator.allocate(slot, [limit("r", limitPerMinute)], [request]).map((g) => g.permits));
        });
        expect(fullestWindow(permits)).toBeLessThanOrEqual(limitPerMinute);
      },
    ),
    { numRuns: 300 },
  );
});

test("no window holds more than the larger of two limits when the limit is changed now and then", () => {
  fc.assert(
    fc.property(limits, limits, fc.integer({ min: 1, max: 700 }), (one, other, everySlots) => {
      const allocator = new SlotAllocator();
      const permits = Array.from({ length: 3 * SLOTS_PER_WINDOW }, (_, slot) => {
        const now = Math.floor(slot / everySlots) % 2 === 0 ? one : other;
        return sum(allocator.allocate(slot, [limit("r", now)], [ask("r", 1e6)]).map((g) => g.permits));
      });
      expect(fullestWindow(permits)).toBeLessThanOrEqual(Math.max(one, other));
    }),
    { numRuns: 200 },
  );
});

test("the workspace's cap holds over all its runs together, each within its own limit", () => {
  const oneRun = fc.record({ requestsPerMinute: fc.option(limits), demands });
  fc.assert(
    fc.property(limits, fc.array(oneRun, { minLength: 1, maxLength: 5 }), (cap, runs) => {
      const allocator = new SlotAllocator();
      const runLimits = runs.map((run, i) => limit(`r${i}`, run.requestsPerMinute, cap));
      const bySlot = Array.from({ length: 2 * SLOTS_PER_WINDOW }, (_, slot) =>
        allocator.allocate(
          slot,
          runLimits,
          runs.map((run, i) => ask(`r${i}`, run.demands[slot % run.demands.length]!)),
        ),
      );
      expect(fullestWindow(bySlot.map((grants) => sum(grants.map((g) => g.permits))))).toBeLessThanOrEqual(
        cap,
      );
      for (const run of runLimits) {
        const ofRun = bySlot.map((grants) =>
          sum(grants.filter((g) => g.runId === run.runId).map((g) => g.permits)),
        );
        expect(fullestWindow(ofRun)).toBeLessThanOrEqual(run.requestsPerMinute ?? Infinity);
      }
    }),
    { numRuns: 100 },
  );
});

test.each([1, 7, 60, 607, 608, 609, 6_000, 200_000, 999_983])(
  "a limit of %i a minute is used whole within each window when enough is asked for",
  (limitPerMinute) => {
    const allocator = new SlotAllocator();
    const permits = Array.from({ length: 2 * SLOTS_PER_WINDOW }, (_, slot) =>
      sum(allocator.allocate(slot, [limit("r", limitPerMinute)], [ask("r", 1e9)]).map((g) => g.permits)),
    );
    expect(sum(permits.slice(SLOTS_PER_WINDOW))).toBe(limitPerMinute);
  },
);

test("at least 98 percent of the limit is left of a minute after the margin", () => {
  expect(permitsBeforeSlot(600, 200_000)).toBeGreaterThanOrEqual(0.98 * 200_000);
});

test("a slot that was left out is lost", () => {
  const allocator = new SlotAllocator();
  const run = [limit("r", 6_080)];
  expect(allocator.allocate(0, run, [ask("r", 1_000)])).toEqual([{ sender: "s1", runId: "r", permits: 10 }]);
  expect(allocator.allocate(5, run, [ask("r", 1_000)])).toEqual([{ sender: "s1", runId: "r", permits: 10 }]);
});

test("runs of a workspace share its cap evenly, and what a small one does not need goes to the others", () => {
  const allocator = new SlotAllocator();
  const runs = [limit("small", null, 18_240), limit("a", null, 18_240), limit("b", null, 18_240)];
  const grants = allocator.allocate(0, runs, [ask("small", 2), ask("a", 1_000), ask("b", 1_000)]);
  expect(grants.map((g) => [g.runId, g.permits])).toEqual([
    ["small", 2],
    ["a", 14],
    ["b", 14],
  ]);
});

test("permits too few to share go round the senders of a run", () => {
  const allocator = new SlotAllocator();
  const requests = ["s1", "s2", "s3"].map((sender) => ask("r", 100, sender));
  const runs = [limit("r", null, SLOTS_PER_WINDOW), limit("idle", null, SLOTS_PER_WINDOW)];
  const firsts = [0, 1, 2, 3].map((slot) => allocator.allocate(slot, runs, requests)[0]?.sender);
  expect(firsts).toEqual(["s1", "s2", "s3", "s1"]);
});

test("who asks for a run that may not send gets nothing", () => {
  expect(new SlotAllocator().allocate(0, [limit("r", null)], [ask("paused", 10)])).toEqual([]);
});
