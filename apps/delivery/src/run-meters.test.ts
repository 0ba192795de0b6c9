import { mintUuidV7 } from "@sluice/schema";
import { expect, test } from "vitest";
import { RunMeters } from "./run-meters.ts";

const RUN = mintUuidV7(0, new Uint8Array(10));
const nothingOpen = new Map();

test("a run is told of when it has moved, while something is open, and once after", () => {
  const meters = new RunMeters();
  const attemptsTold = (open: ReadonlyMap<string, { inFlight: number; waiting: number }>) =>
    meters.report(open).map(({ attempts, waiting }) => [attempts, waiting]);
  const meter = meters.of("local", RUN);
  expect(attemptsTold(nothingOpen)).toEqual([[0, 0]]);
  expect(attemptsTold(nothingOpen)).toEqual([]);
  meter.attempted();
  const open = new Map([[RUN, { inFlight: 1, waiting: 7 }]]);
  expect(attemptsTold(open)).toEqual([[1, 7]]);
  expect(attemptsTold(open)).toEqual([[1, 7]]);
  expect(attemptsTold(nothingOpen)).toEqual([[1, 0]]);
  expect(attemptsTold(nothingOpen)).toEqual([]);
});
