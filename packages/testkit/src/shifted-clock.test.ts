import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { eventually } from "./eventually.ts";
import { shiftedClock } from "./shifted-clock.ts";

test("a process whose clock is shifted while it runs sees another time, and an unbroken monotonic one", async () => {
  using clock = shiftedClock();
  const script =
    "setInterval(() => console.log(JSON.stringify([Date.now(), +new Date(), performance.now(), new Date(7).getTime()])), 10)";
  const child = spawn(process.execPath, ["-e", script], {
    env: clock.env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const seen: number[][] = [];
  child.stdout.on("data", (text: Buffer) => {
    for (const line of text.toString().split("\n").filter(Boolean)) seen.push(JSON.parse(line) as number[]);
  });
  try {
    await eventually(() => seen.length > 3);
    clock.shiftTo(-7_200_000);
    const shifted = await eventually(() => seen.find(([nowMs = 0]) => nowMs < Date.now() - 7_000_000));
    expect(Math.abs(shifted[0]! - shifted[1]!)).toBeLessThan(1_000);
    expect(shifted[3]).toBe(7);
    const monotonicMs = seen.map((sample) => sample[2]!);
    expect(monotonicMs).toEqual(monotonicMs.toSorted((a, b) => a - b));
  } finally {
    child.kill();
  }
});
