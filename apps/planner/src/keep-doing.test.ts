import { createLogger } from "@sluice/telemetry";
import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { keepDoing } from "./keep-doing.ts";

const log = createLogger("test", { level: "silent" });

test("work that fails is done again, and the process goes on", async () => {
  let calls = 0;
  const work = async () => {
    calls++;
    if (calls < 3) throw new Error("the database is away");
  };
  const doing = keepDoing({ name: "test", idleMs: 60_000, work, log });
  expect(await eventually(() => calls === 3)).toBe(true);
  await doing.stop();
});

test("there is no pause while there is more to do, and stopping ends the pause", async () => {
  let calls = 0;
  const work = async () => ++calls < 100;
  const doing = keepDoing({ name: "test", idleMs: 60_000, work, log });
  await eventually(() => calls === 100);
  await doing.stop();
  expect(calls).toBe(100);
});
