import { expect, test } from "vitest";
import { GroupQueues } from "./group-queue.ts";

function queuesThat(store: (name: string, group: readonly number[]) => Promise<string[]>) {
  return new GroupQueues<number, string>((name) => ({
    store: (group) => store(name, group),
    weightOf: () => 1,
    maxWeight: 3,
  }));
}

test("what comes while a group is stored becomes the next group, within its bound, in order", async () => {
  const groups: number[][] = [];
  const queues = queuesThat(async (_name, group) => {
    groups.push([...group]);
    await new Promise(setImmediate);
    return group.map(String);
  });
  const results = await Promise.all([1, 2, 3, 4, 5, 6].map((item) => queues.add("a", item)));
  expect(results).toEqual(["1", "2", "3", "4", "5", "6"]);
  expect(groups).toEqual([[1], [2, 3, 4], [5, 6]]);
});

test("a group that fails fails for its own items, and the next one is stored", async () => {
  const queues = queuesThat(async (_name, group) => {
    await new Promise(setImmediate);
    if (group.includes(2)) throw new Error("no");
    return group.map(String);
  });
  const results = await Promise.allSettled([1, 2, 3, 4, 5].map((item) => queues.add("a", item)));
  expect(results.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "rejected",
    "rejected",
    "fulfilled",
  ]);
});

test("whoever adds the moment that a queue comes to rest is not forgotten", async () => {
  const queues = queuesThat((_name, group) => Promise.resolve(group.map(String)));
  for (let ticks = 0; ticks < 20; ticks++) {
    const first = queues.add("a", 1);
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
    expect(await Promise.all([first, queues.add("a", 2)])).toEqual(["1", "2"]);
  }
});

test("queues of different names do not wait for each other", async () => {
  let free: () => void = () => undefined;
  const queues = queuesThat(async (name, group) => {
    if (name === "slow") await new Promise<void>((resolve) => (free = resolve));
    return group.map(String);
  });
  const slow = queues.add("slow", 1);
  expect(await queues.add("fast", 2)).toBe("2");
  free();
  expect(await slow).toBe("1");
});
