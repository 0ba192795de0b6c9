import { expect, test } from "vitest";
import { countDeaths, restartDelayMs } from "./restart-delay.ts";

test("an app that keeps dying is started again more and more slowly, but for ever", () => {
  expect([1, 2, 3, 6, 7, 100].map(restartDelayMs)).toEqual([250, 500, 1_000, 8_000, 10_000, 10_000]);
});

test("one that ran well for a while begins anew", () => {
  expect([countDeaths(5, 1_000), countDeaths(5, 60_000)]).toEqual([6, 1]);
});
