import { expect, test } from "vitest";
import { errorRateHigh, runPausedByErrorRate } from "./error-rate-notices.ts";

const run = {
  runId: "01890000-0000-7000-8000-000000000000",
  workspaceId: "acme",
  campaignId: "0123456789abcdef01234567",
  attempts: 9_000,
  failed: 5_000,
  brake: null,
};
const rate = { recent: { attempts: 5_000, failed: 1_850 }, top: { reason: "status 500", count: 1_700 } };

test("people are told the share, the count and the reason that most attempts failed for", () => {
  const notice = errorRateHigh(run, rate, 0);
  expect(notice.kind).toBe("error_rate_high");
  expect(notice.text).toContain(
    "37 % of the last minute's attempts failed (1,850 of 5,000), most of all: status 500.",
  );
});

test("who is told of a pause is told what to do", () => {
  const notice = runPausedByErrorRate(run, { ...rate, top: null }, 0);
  expect(notice).toMatchObject({ kind: "run_paused_by_error_rate", run_id: run.runId });
  expect(notice.text).toMatch(/failed \(1,850 of 5,000\)\..*resume the campaign/s);
});
