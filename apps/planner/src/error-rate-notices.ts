// What people are told of a run of which too many attempts fail. Pure.
import type { Notice } from "@sluice/schema";
import type { FailureCount, RunAttempts } from "@sluice/store";
import { failedShare } from "./judge-error-rate.ts";
import type { AttemptTotals } from "./recent-attempts.ts";
import { noticeOfRun } from "./run-notice.ts";

export interface ErrorRate {
  recent: AttemptTotals;
  /** Of those that wait for another attempt, and of those given up. */
  top: FailureCount | null;
}

export const errorRateHigh = (run: RunAttempts, rate: ErrorRate, nowMs: number): Notice =>
  noticeOfRun("error_rate_high", run, nowMs, [
    `${told(rate)}.`,
    "Sending goes on. Look at the attempts, and pause the campaign if they cannot succeed.",
  ]);

export const runPausedByErrorRate = (run: RunAttempts, rate: ErrorRate, nowMs: number): Notice =>
  noticeOfRun("run_paused_by_error_rate", run, nowMs, [
    `${told(rate)}.`,
    "The run is paused. Find out why, then resume the campaign, which has a minute before it is judged again, or stop it.",
  ]);

/** `37 % of the last minute's attempts failed (1,850 of 5,000), most of all: status 500` */
export function told({ recent, top }: ErrorRate): string {
  const share = Math.floor(failedShare(recent) * 100);
  const counted = `${count(recent.failed)} of ${count(recent.attempts)}`;
  const why = top === null ? "" : `, most of all: ${top.reason}`;
  return `${share} % of the last minute's attempts failed (${counted})${why}`;
}

const count = (value: number): string => value.toLocaleString("en");
