import { expect, test } from "vitest";
import { inGroups } from "./in-groups.ts";

const limits = {
  maxWeight: 10,
  weightOf: (weight: number) => weight,
  maxItems: 3,
  lingerMs: 60_000,
  idleMs: 60_000,
};

async function* endlessAfter<T>(...items: T[]): AsyncGenerator<T> {
  yield* items;
  await new Promise(() => undefined);
}

async function* all<T>(...items: T[]): AsyncGenerator<T> {
  yield* items;
}

const first = async <T>(groups: AsyncGenerator<T>): Promise<T | undefined> =>
  (await groups.next()).value as T;

test("a group is full by weight or by number, and nothing is lost at the end", async () => {
  const groups = await Array.fromAsync(inGroups(all(4, 6, 1, 1, 1, 20, 2), limits));
  expect(groups).toEqual([[4, 6], [1, 1, 1], [20], [2]]);
});

test("a group that is not full is handed over when its first item has waited long enough", async () => {
  expect(await first(inGroups(endlessAfter(1, 2), { ...limits, lingerMs: 5 }))).toEqual([1, 2]);
});

test("an empty group says that nothing comes", async () => {
  expect(await first(inGroups(endlessAfter<number>(), { ...limits, idleMs: 5 }))).toEqual([]);
});

test("a failure of the source is thrown after what came before it", async () => {
  async function* failing(): AsyncGenerator<number> {
    yield 1;
    throw new Error("lost");
  }
  const groups = inGroups(failing(), { ...limits, maxItems: 1 });
  expect(await first(groups)).toEqual([1]);
  await expect(groups.next()).rejects.toThrow("lost");
});
