import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { BusyTimers } from "./busy-timers.ts";

test("work is repeated while any task goes on, and not before or after", async () => {
  let times = 0;
  const timers = new BusyTimers([{ everyMs: 1, work: () => (times += 1) }]);
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<string>();
  expect(times).toBe(0);
  const tasks = [timers.during(() => first.promise), timers.during(() => second.promise)];
  first.resolve("first");
  await tasks[0];
  const soFar = times;
  await eventually(() => times > soFar + 2);
  second.reject(new Error("second"));
  await expect(tasks[1]).rejects.toThrow("second");
  const atTheEnd = times;
  await new Promise((resolve) => setTimeout(resolve, 10)); // nothing tells that nothing happens
  expect(times).toBe(atTheEnd);
});

test("what is also done at once is done when the first task has begun, and not again with the second", async () => {
  const done: string[] = [];
  const task = Promise.withResolvers<void>();
  const begin = (name: string) => () => {
    done.push(`${name} began`);
    return task.promise;
  };
  const timers = new BusyTimers([
    { everyMs: 60_000, work: () => done.push("asked"), isAlsoAtOnce: true },
    { everyMs: 60_000, work: () => done.push("looked") },
  ]);
  const tasks = [timers.during(begin("first")), timers.during(begin("second"))];
  task.resolve();
  await Promise.all(tasks);
  await timers.during(begin("third"));
  expect(done).toEqual(["first began", "asked", "second began", "third began", "asked"]);
});
