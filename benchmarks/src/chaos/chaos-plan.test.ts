import { expect, test } from "vitest";
import { seededRandom } from "../seeded-random.ts";
import { CHAOS_KINDS, DISK_KINDS, planChaos } from "./chaos-plan.ts";

test("every kind comes as often as asked for, in order, within the time", () => {
  const faults = planChaos(600_000, 3, seededRandom(5));
  for (const kind of CHAOS_KINDS) expect(faults.filter((fault) => fault.kind === kind)).toHaveLength(3);
  const moments = faults.map(({ atMs }) => atMs);
  expect(moments).toEqual(moments.toSorted((a, b) => a - b));
  expect(moments.every((atMs) => atMs >= 0 && atMs < 600_000)).toBe(true);
});

test("the same seed gives the same faults, another seed others", () => {
  const plan = (seed: number) => planChaos(60_000, 1, seededRandom(seed));
  expect(plan(1)).toEqual(plan(1));
  expect(plan(1)).not.toEqual(plan(2));
});

test("where no disk can be mounted the others come as often", () => {
  const possible = CHAOS_KINDS.filter((kind) => !DISK_KINDS.includes(kind));
  const faults = planChaos(60_000, 2, seededRandom(1), possible);
  expect(faults).toHaveLength(2 * possible.length);
  expect(faults.some(({ kind }) => DISK_KINDS.includes(kind))).toBe(false);
});
