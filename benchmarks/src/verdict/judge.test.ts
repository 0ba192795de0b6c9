// The judge is judged: a sound run must hold, and each way of breaking one must be caught by its own check.
import { expect, test } from "vitest";
import { hashKey } from "../sink/key-hash.ts";
import { RECORD_FLAGS } from "../sink/record-format.ts";
import type { RequestRecord } from "../sink/record-format.ts";
import type { Evidence, OutcomeRow } from "./evidence.ts";
import { judge } from "./judge.ts";
import { printVerdict } from "./print-verdict.ts";

const RUN = "run_1";

function request(
  userId: string,
  over: Partial<RequestRecord> & { isMaybeDuplicate?: boolean } = {},
): RequestRecord {
  const { isMaybeDuplicate, ...fields } = over;
  const { low, high } = hashKey(`${RUN}:${encodeURIComponent(userId)}`);
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
    flags: RECORD_FLAGS.hasKey | (isMaybeDuplicate ? RECORD_FLAGS.maybeDuplicate : 0),
    ...fields,
  };
}

const row = (user_id: string, end: string | null, attempts = 1): OutcomeRow => ({
  user_id,
  end,
  attempts,
  possible_duplicate: false,
});

/** Plain delivery, a retry after 503, a marked resend after a kill, a timeout tried again, a dead letter, a skip. */
function soundRun(): Evidence & { records: RequestRecord[]; outcome: OutcomeRow[] } {
  return {
    records: [
      request("plain/1"),
      request("retried", { status: 503 }),
      request("retried", { arrivedUs: 6_000_000, attempt: 2 }),
      request("resent", { status: 200 }),
      request("resent", { arrivedUs: 2_000_000, isMaybeDuplicate: true }),
      request("timed out", { status: 0, flags: RECORD_FLAGS.hasKey | RECORD_FLAGS.hung }),
      request("timed out", { arrivedUs: 9_000_000, attempt: 2 }),
      request("dead", { status: 404 }),
    ],
    outcome: [
      row("plain/1", "delivered"),
      row("retried", "delivered", 2),
      row("resent", "delivered"),
      row("timed out", "delivered", 2),
      row("dead", "dead_lettered"),
      row("skipped", "skipped", 0),
    ],
    planned: ["plain/1", "retried", "resent", "timed out", "dead", "skipped"],
    summary: {
      run_id: RUN,
      targeted: 8,
      excluded: { no_endpoint: 2 },
      recipients: 6,
      delivered: 4,
      skipped: 1,
      unknown: 0,
      expired: 0,
      cancelled: 0,
      dead_lettered: 1,
    },
    faults: [{ kind: "kill_delivery" }],
    bounds: { maxDuplicates: 1, requestsPerMinute: 8, minFaults: { kill_delivery: 1 } },
  };
}

const failing = (evidence: Evidence) =>
  judge(evidence)
    .findings.filter(({ violationCount }) => violationCount > 0)
    .map(({ invariant, rule }) => `${invariant} ${rule}`);

test("a sound run holds, with retries, a marked resend and a timeout in it", () => {
  const verdict = judge(soundRun());
  expect(verdict).toMatchObject({ verdict: "holds", missing: [] });
  expect(verdict.findings.find(({ invariant }) => invariant === "I4")?.figures).toEqual({
    duplicates: 1,
    bound: 1,
  });
});

type Break = (run: ReturnType<typeof soundRun>) => void;
const I1 = "I1 every planned recipient has exactly one end, and the counts add up";
const LOST = "lost no recipient is lost";
const I2 = "I2 whoever counts as delivered was answered 2xx";
const UNPLANNED = "planned every request belongs to a planned recipient";
const SILENT = "I3 no duplicate is silent";
const BODY = "I3 repeats of a request carry the same body";
const I4 = "I4 duplicates stay within their bound";
const I6 = "I6 no rolling minute exceeds the request limit";

test.each<[string, Break, string[]]>([
  ["a recipient without end", (run) => Object.assign(run.outcome[0]!, { end: null }), [I1, LOST]],
  ["an end that does not exist", (run) => Object.assign(run.outcome[5]!, { end: "sent" }), [I1]],
  ["a recipient exported twice", (run) => run.outcome.push(row("skipped", "skipped")), [I1]],
  ["a planned recipient missing from the export", (run) => void run.outcome.pop(), [I1, LOST]],
  [
    "a summary that counts wrong",
    (run) => Object.assign(run.summary, { delivered: 5, dead_lettered: 0 }),
    [I1],
  ],
  ["a funnel that does not sum", (run) => Object.assign(run.summary, { targeted: 9 }), [I1]],
  ["delivered, and no request ever arrived", (run) => void run.records.shift(), [LOST, I2]],
  [
    "delivered, and only failures were answered",
    (run) => Object.assign(run.records[0]!, { status: 500 }),
    [I2],
  ],
  [
    "a request to somebody who was not planned",
    (run) => Object.assign(run.records[7]!, request("stranger")),
    [UNPLANNED],
  ],
  [
    "a request without a key",
    (run) => Object.assign(run.records[7]!, { flags: 0, keyLow: 0, keyHigh: 0 }),
    [UNPLANNED],
  ],
  ["a silent second 2xx", (run) => Object.assign(run.records[4]!, { flags: RECORD_FLAGS.hasKey }), [SILENT]],
  [
    "a silent repeat of an unanswered request",
    (run) => Object.assign(run.records[6]!, { attempt: 1 }),
    [SILENT],
  ],
  ["a resend with another body", (run) => Object.assign(run.records[4]!, { bodyCrc32: 8 }), [BODY]],
  ["more duplicates than the faults explain", (run) => Object.assign(run.bounds, { maxDuplicates: 0 }), [I4]],
  [
    "one request too many in a rolling minute",
    (run) => Object.assign(run.bounds, { requestsPerMinute: 7 }),
    [I6],
  ],
])("%s is caught, and by nothing else than its check", (_name, breakIt, caughtBy) => {
  const run = soundRun();
  breakIt(run);
  expect(failing(run)).toEqual(caughtBy);
  expect(judge(run).verdict).toBe("violated");
});

test("an unmarked repeat after an answered failure is a retry, not a duplicate", () => {
  const run = soundRun();
  Object.assign(run.records[2]!, { attempt: 1 });
  expect(failing(run)).toEqual([]);
});

test("the order of arrival counts, not the order in the file", () => {
  const run = soundRun();
  run.records.reverse();
  expect(judge(run).verdict).toBe("holds");
});

test("requests exactly 60 s apart are not in the same minute", () => {
  const run = soundRun();
  Object.assign(run.records[7]!, { arrivedUs: 61_000_000 });
  Object.assign(run.bounds, { requestsPerMinute: 7 });
  expect(failing(run)).toEqual([]);
});

test("a run with too few faults is void, and says which", () => {
  const run = soundRun();
  Object.assign(run.bounds, { minFaults: { kill_delivery: 1, kill_nats: 2 } });
  const verdict = judge(run);
  expect(verdict.verdict).toBe("void");
  expect(printVerdict(verdict)).toContain("kill_nats: 0 fired, at least 2 needed");
});

test("the table names the recipients of a violation", () => {
  const run = soundRun();
  run.records.shift();
  expect(printVerdict(judge(run))).toContain("FAIL I2");
  expect(printVerdict(judge(run))).toContain("plain/1 counts as delivered");
});
