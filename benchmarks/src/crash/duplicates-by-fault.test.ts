import { expect, test } from "vitest";
import type { RequestRecord } from "../sink/record-format.ts";
import { duplicatesByFault } from "./duplicates-by-fault.ts";
import type { FiredFault } from "./fire-faults.ts";

const fault = (kind: FiredFault["kind"], atMs: number): FiredFault => ({ kind, atMs, pid: 1, requests: 0 });

function answered(keyLow: number, atMs: number, status = 200): RequestRecord {
  return {
    arrivedUs: atMs * 1_000,
    arrivedWallMs: atMs,
    endedUs: atMs * 1_000,
    keyLow,
    keyHigh: 0,
    bodyCrc32: 0,
    bodyBytes: 0,
    status,
    attempt: 1,
    flags: 0,
  };
}

test("a duplicate belongs to the first fault after the answer that was repeated", () => {
  const faults = [fault("kill_delivery", 100), fault("kill_nats", 200)];
  const records = [
    answered(1, 99),
    answered(1, 500),
    answered(2, 150),
    answered(2, 400),
    answered(2, 600),
    answered(3, 300),
    answered(3, 700),
    answered(4, 50, 503),
    answered(4, 60),
  ];
  expect(duplicatesByFault(records, faults).map(({ kind, duplicates }) => [kind, duplicates])).toEqual([
    ["kill_delivery", 1],
    ["kill_nats", 2],
    ["none", 1],
  ]);
});
