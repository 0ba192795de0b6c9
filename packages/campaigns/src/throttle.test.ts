import * as fc from "fast-check";
import { expect, test } from "vitest";
import { SLOTS_PER_WINDOW } from "@sluice/schema";
import { type GrantedPermits, type RunLimit, SlotAllocator } from "./throttle.ts";

const UNLIMITED_WORKSPACE = 10_000_000;
const limit = (
  runId: string,
  requestsPerMinute: number | null,
  changes: Partial<RunLimit> = {},
): RunLimit => ({
  workspaceId: "w",
  runId,
  requestsPerMinute,
  workspaceRequestsPerMinute: UNLIMITED_WORKSPACE,
  origin: "https://a.example",
  originRequestsPerMinute: null,
  weight: 1,
  isTriggered: false,
  ...changes,
});
const ask = (runId: string, waiting: number, sender = "s1") => ({ sender, runId, waiting });
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const permitsOf = (grants: readonly GrantedPermits[]): number => sum(grants.map(({ permits }) => permits));

/** By then a leader knows of a whole window. One that does not begins with a debt. */
const SETTLED = SLOTS_PER_WINDOW;

function settledAllocator(): SlotAllocator {
  const allocator = new SlotAllocator();
  allocator.allocate(0, [], []);
  return allocator;
}

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
  fc.integer({ min: 1, max: 100_000 }),
);
/** Demands that come and go: nothing, a little, everything. */
const demands = fc.array(fc.constantFrom(0, 1, 3, 1_000_000), { minLength: 1, maxLength: 40 });
const ORIGINS = ["https://a.example", "https://b.example"];

test("the limit of each run, the cap of each origin and the cap of the workspace hold at once, under changing leaders", () => {
  const oneRun = fc.record({
    requestsPerMinute: fc.option(limits),
    origin: fc.constantFrom(...ORIGINS),
    weight: fc.integer({ min: 1, max: 100 }),
    isTriggered: fc.boolean(),
    demands,
  });
  const runs = fc.array(oneRun, { minLength: 1, maxLength: 5 });
  const caps = fc.record({ workspace: limits, a: fc.option(limits), b: fc.option(limits) });
  fc.assert(
    fc.property(runs, caps, fc.integer({ min: 1, max: 1_500 }), (runs, caps, leaderEvery) => {
      let allocator = new SlotAllocator();
      const runLimits = runs.map(({ requestsPerMinute, origin, weight, isTriggered }, i) =>
        limit(`r${i}`, requestsPerMinute, {
          origin,
          weight,
          isTriggered,
          workspaceRequestsPerMinute: caps.workspace,
          originRequestsPerMinute: origin === ORIGINS[0] ? caps.a : caps.b,
        }),
      );
      const bySlot = Array.from({ length: 2 * SLOTS_PER_WINDOW }, (_, slot) => {
        if (slot % leaderEvery === 0) allocator = new SlotAllocator();
        const requests = runs.map((run, i) => ask(`r${i}`, run.demands[slot % run.demands.length]!));
        return allocator.allocate(slot, runLimits, requests);
      });
      const fullestOf = (counts: (grant: GrantedPermits) => boolean): number =>
        fullestWindow(bySlot.map((grants) => permitsOf(grants.filter(counts))));
      expect(fullestOf(() => true)).toBeLessThanOrEqual(caps.workspace);
      const originOf = new Map(runLimits.map(({ runId, origin }) => [runId, origin]));
      for (const origin of ORIGINS) {
        const cap = origin === ORIGINS[0] ? caps.a : caps.b;
        expect(fullestOf(({ runId }) => originOf.get(runId) === origin)).toBeLessThanOrEqual(cap ?? Infinity);
      }
      for (const { runId, requestsPerMinute } of runLimits) {
        expect(fullestOf((grant) => grant.runId === runId)).toBeLessThanOrEqual(
          requestsPerMinute ?? Infinity,
        );
      }
    }),
    { numRuns: 60 },
  );
});

test("nothing is wasted: in a slot nobody goes short while its run's limit, its origin and its workspace have permits left", () => {
  const oneRun = fc.record({ waiting: fc.nat({ max: 50 }), isA: fc.boolean(), isTriggered: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(oneRun, { minLength: 1, maxLength: 8 }),
      fc.nat({ max: 60 }),
      fc.nat({ max: 40 }),
      (runs, perSlot, originPerSlot) => {
        const runLimits = runs.map(({ isA, isTriggered }, i) =>
          limit(`r${i}`, null, {
            isTriggered,
            workspaceRequestsPerMinute: perSlot * SLOTS_PER_WINDOW,
            origin: isA ? ORIGINS[0]! : ORIGINS[1]!,
            originRequestsPerMinute: isA ? originPerSlot * SLOTS_PER_WINDOW : null,
          }),
        );
        const requests = runs.map(({ waiting }, i) => ask(`r${i}`, waiting));
        const granted = permitsOf(settledAllocator().allocate(SETTLED, runLimits, requests));
        const wanted = (isA: boolean) => sum(runs.filter((run) => run.isA === isA).map((run) => run.waiting));
        expect(granted).toBe(Math.min(perSlot, Math.min(originPerSlot, wanted(true)) + wanted(false)));
      },
    ),
    { numRuns: 300 },
  );
});

test("triggered sends are served first, within the workspace's and the origin's cap, and leave the rest to the others", () => {
  const caps = {
    workspaceRequestsPerMinute: 30 * SLOTS_PER_WINDOW,
    originRequestsPerMinute: 20 * SLOTS_PER_WINDOW,
  };
  const runs = [
    limit("mass", null, { ...caps, weight: 100 }),
    limit("triggered", null, { ...caps, isTriggered: true }),
    limit("elsewhere", null, { ...caps, origin: "https://b.example", originRequestsPerMinute: null }),
  ];
  const grants = settledAllocator().allocate(
    SETTLED,
    runs,
    runs.map(({ runId }) => ask(runId, 17)),
  );
  expect(Object.fromEntries(grants.map(({ runId, permits }) => [runId, permits]))).toEqual({
    triggered: 17,
    mass: 3,
    elsewhere: 10,
  });
});

test("no run of a class waits for ever, however small its weight and the cap", () => {
  const allocator = new SlotAllocator();
  const runs = [1, 100, 100].map((weight, i) =>
    limit(`r${i}`, null, { weight, originRequestsPerMinute: SLOTS_PER_WINDOW }),
  );
  const slots = Array.from({ length: 202 }, (_, slot) =>
    allocator.allocate(
      slot,
      runs,
      runs.map(({ runId }) => ask(runId, 50)),
    ),
  );
  expect(slots.flat().filter(({ runId }) => runId === "r0")).toHaveLength(1);
});

test("a run that was expected, and one that is new to a leader of more than a minute, gets its first permit at once", () => {
  const allocator = new SlotAllocator();
  allocator.expect(["r"]);
  expect(allocator.allocate(0, [], [ask("r", 5)])).toEqual([]);
  expect(allocator.allocate(1, [limit("r", 1)], [ask("r", 5)])).toEqual([
    { sender: "s1", runId: "r", permits: 1 },
  ]);
  expect(allocator.allocate(2, [limit("unknown", 1)], [ask("unknown", 5)])).toEqual([]);
  expect(permitsOf(allocator.allocate(2 + SLOTS_PER_WINDOW, [limit("later", 1)], [ask("later", 5)]))).toBe(1);
});

test("a run that is left out for a while has not won anything by it", () => {
  const allocator = new SlotAllocator();
  const permits = Array.from({ length: 2 * SLOTS_PER_WINDOW }, (_, slot) =>
    permitsOf(allocator.allocate(slot, slot % 3 === 0 ? [] : [limit("r", 7)], [ask("r", 5)])),
  );
  expect(fullestWindow(permits)).toBeLessThanOrEqual(7);
});

test("a slot that was left out is lost", () => {
  const allocator = settledAllocator();
  const run = [limit("r", 6_080)];
  expect(allocator.allocate(SETTLED, run, [ask("r", 1_000)])).toEqual([
    { sender: "s1", runId: "r", permits: 10 },
  ]);
  expect(allocator.allocate(SETTLED + 5, run, [ask("r", 1_000)])).toEqual([
    { sender: "s1", runId: "r", permits: 10 },
  ]);
});

test("permits too few to share go round the senders of a run", () => {
  const allocator = settledAllocator();
  const requests = ["s1", "s2", "s3"].map((sender) => ask("r", 100, sender));
  const cap = { workspaceRequestsPerMinute: SLOTS_PER_WINDOW };
  const runs = [limit("r", null, cap), limit("idle", null, cap)];
  const firsts = [0, 1, 2, 3].map((slot) => allocator.allocate(SETTLED + slot, runs, requests)[0]?.sender);
  expect(firsts).toEqual(["s1", "s2", "s3", "s1"]);
});

test("who asks for a run that may not send gets nothing", () => {
  expect(new SlotAllocator().allocate(0, [limit("r", null)], [ask("paused", 10)])).toEqual([]);
});
