import { expect, test } from "vitest";
import { ONE_OF_EACH, planFaults, SEVERAL_OF_EACH } from "./fault-plan.ts";

test("the same seed gives the same faults, another seed others", () => {
  expect(planFaults(7, ONE_OF_EACH)).toEqual(planFaults(7, ONE_OF_EACH));
  expect(planFaults(7, ONE_OF_EACH)).not.toEqual(planFaults(8, ONE_OF_EACH));
});

test.each([1, 2, 3, 4])("seed %i kills every kind of process, while requests are sent, in order", (seed) => {
  const faults = planFaults(seed, SEVERAL_OF_EACH);
  const moments = faults.map(({ atProgress }) => atProgress);
  expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(Object.keys(SEVERAL_OF_EACH)));
  expect(moments).toEqual(moments.toSorted((a, b) => a - b));
  expect(moments.every((moment) => moment > 0 && moment < 1)).toBe(true);
});
