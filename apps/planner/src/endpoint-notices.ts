// What people are told of an endpoint that fails. Pure.
import type { Notice } from "@sluice/schema";
import type { LiveRun } from "@sluice/store";
import type { FailingOrigin } from "./origin-board.ts";
import { noticeOfRun } from "./run-notice.ts";

type RunOfNotice = Pick<LiveRun, "workspaceId" | "campaignId" | "runId" | "origin">;

export const endpointFailing = (run: RunOfNotice, { isGone }: FailingOrigin, nowMs: number): Notice =>
  noticeOfRun("endpoint_failing", run, nowMs, [
    isGone
      ? `${run.origin} answered 410 Gone: nothing more is sent to it.`
      : `${run.origin} fails: sending waits, and a request a second tries it. No attempts are lost.`,
  ]);

export const endpointRecovered = (run: RunOfNotice, nowMs: number): Notice =>
  noticeOfRun("endpoint_recovered", run, nowMs, [`${run.origin} answers again: sending goes on.`]);

export const runPaused = (run: RunOfNotice, { isGone, forMs }: FailingOrigin, nowMs: number): Notice =>
  noticeOfRun("run_paused_by_breaker", run, nowMs, [
    isGone ? `${run.origin} answered 410 Gone.` : `${run.origin} has failed for ${durationOf(forMs)}.`,
    "The run is paused. Look at the endpoint, then resume the campaign, or stop it.",
  ]);

function durationOf(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
}
