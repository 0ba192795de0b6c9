import { expect, test } from "vitest";
import { importText, type RunProgress, runText } from "./progress-text.ts";

const sending: RunProgress = {
  status: "sending",
  isAudienceCut: true,
  recipients: 100_000,
  ended: 45_210,
  failed: 0,
  retrying: 0,
  inFlight: 512,
  requestsPerMinute: 199_800,
  limitPerMinute: 200_000,
};

test("a run shows how far it is, how fast, and how long it will take", () => {
  expect(runText(sending)).toBe(
    "Sending █████████░░░░░░░░░░░  45 %  45,210 of 100,000  199,800/min of 200,000  512 in flight  16.5 s left",
  );
});

test("retries and failures are shown when there are any", () => {
  expect(runText({ ...sending, retrying: 12, failed: 3 })).toContain("12 retrying  3 failed");
});

test("100 % is not said before everyone has an end", () => {
  expect(runText({ ...sending, ended: 99_999 })).toContain(" 99 %");
});

test("a paused run promises no time", () => {
  expect(runText({ ...sending, status: "paused" })).toMatch(/^Paused (?!.*left)/);
});

test("while the audience is cut there is no share yet", () => {
  expect(runText({ ...sending, isAudienceCut: false, recipients: 2_000 })).toBe(
    "Cutting the audience  2,000 recipients so far",
  );
});

test("an import shows bytes, rows and rows a second", () => {
  const text = importText({ bytesRead: 5_000_000, rows: 80_000, rejected: 2 }, 10_000_000, 2_000);
  expect(text).toBe(
    "Importing ██████████░░░░░░░░░░  50 %  5.0 MB of 10.0 MB  80,000 rows  40,000/s  2 rejected",
  );
});
