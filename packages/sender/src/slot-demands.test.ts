import * as fc from "fast-check";
import { expect, test } from "vitest";
import { slotDemands } from "./slot-demands.ts";

const origin = (permits: number) => ({ usablePermits: () => permits });
const run = (runId: string, health: ReturnType<typeof origin> | null, waiting: number, inHand = 0) => ({
  workspaceId: "local",
  runId,
  health,
  waiting,
  inHand,
});
const asked = (...runs: Array<ReturnType<typeof run>>) =>
  Object.fromEntries(slotDemands(runs).map(({ runId, permits }) => [runId, permits]));

test("no more than the origin takes, shared by its runs, and none for a run that may not call its origin", () => {
  const shared = origin(100);
  expect(
    asked(run("a", shared, 1_000), run("b", shared, 1_000), run("c", origin(7), 50), run("d", null, 9)),
  ).toEqual({
    a: 50,
    b: 50,
    c: 7,
    d: 0,
  });
});

test("what a small run does not need goes to the larger one, and what is in hand is not asked for again", () => {
  const shared = origin(100);
  expect(asked(run("small", shared, 10), run("large", shared, 1_000, 30))).toEqual({ small: 10, large: 60 });
});

test("a probe's permit goes to one run", () => {
  const shared = origin(1);
  expect(asked(run("a", shared, 5), run("b", shared, 9), run("c", shared, 7))).toEqual({ a: 0, b: 1, c: 0 });
});

test("an origin's runs together never ask for more than it takes, nor leave anything that they could use", () => {
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.array(fc.nat(5_000), { minLength: 1, maxLength: 20 }),
      (usable, waiting) => {
        const shared = origin(usable);
        const runs = waiting.map((count, i) => run(`r${i}`, shared, count));
        const total = slotDemands(runs).reduce((sum, { permits }) => sum + permits, 0);
        expect(total).toBe(
          Math.min(
            usable,
            waiting.reduce((sum, count) => sum + count, 0),
          ),
        );
      },
    ),
  );
});

test("a run with permits for all who wait still asks: when more come, its origin is not kept waiting for it", () => {
  expect(asked(run("a", origin(1_000), 300, 300))).toEqual({ a: 300 });
  expect(asked(run("a", origin(400), 300, 300))).toEqual({ a: 100 });
});
