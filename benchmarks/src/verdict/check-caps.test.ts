import { expect, test } from "vitest";
import { hashKey } from "../sink/key-hash.ts";
import { RECORD_FLAGS, type RequestRecord } from "../sink/record-format.ts";
import { checkCaps } from "./check-caps.ts";

const RUNS = ["run_1", "run_2", "run_3"];

function request(runId: string, userId: string, changes: Partial<RequestRecord> = {}): RequestRecord {
  const { low, high } = hashKey(`${runId}:${encodeURIComponent(userId)}`);
  return {
    arrivedUs: 1_000_000,
    arrivedWallMs: 0,
    endedUs: 1_020_000,
    keyLow: low,
    keyHigh: high,
    bodyCrc32: 7,
    bodyBytes: 100,
    status: 200,
    attempt: 1,
    flags: RECORD_FLAGS.hasKey,
    ...changes,
  };
}

const judged = (records: readonly RequestRecord[]) =>
  checkCaps({ records, runIds: RUNS, userIds: ["u/1", "u2"], maxMessages: 2 });
const sound = [
  request("run_1", "u/1"),
  request("run_1", "u/1", { attempt: 2 }),
  request("run_2", "u/1"),
  request("run_3", "u2"),
];

test("retries of a message are that one message", () => {
  expect(judged(sound)).toMatchObject({
    invariant: "I5",
    violationCount: 0,
    figures: { runs: 3, messages: 3, mostOfOneUser: 2, usersAtCap: 1 },
  });
});

test("one message too many is caught, whatever it was answered", () => {
  const { violationCount, examples } = judged([...sound, request("run_3", "u/1", { status: 503 })]);
  expect(violationCount).toBe(1);
  expect(examples).toEqual(["u/1 got 3 messages, the cap is 2"]);
});

test("messages of runs that nobody knows of, and to users whom nobody targeted, are caught", () => {
  const { examples } = judged([...sound, request("run_4", "u2"), request("run_1", "u3")]);
  expect(examples).toEqual(["2 messages to nobody who was targeted, or of no run"]);
});

test("a run in which nobody reached the cap shows nothing", () => {
  expect(judged(sound.slice(0, 2)).examples).toEqual([
    "nobody was at the cap: the run shows nothing about it",
  ]);
});
