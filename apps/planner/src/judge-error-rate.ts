// Whether too many of a run's attempts fail: pure.
//
//   J1. A run that delivers is watched for a while before it is paused: seconds of refusals, met by a leader that has just begun
//       to look, are no minute. One that has never delivered anything is paused as soon as it has made attempts enough.
import type { ErrorRateBrake } from "@sluice/schema";
import type { AttemptTotals, Recent } from "./recent-attempts.ts";

const WATCHED_MS = 15_000;

export type ErrorRateVerdict = "fine" | "warn" | "pause";

export const failedShare = ({ attempts, failed }: AttemptTotals): number =>
  attempts === 0 ? 0 : failed / attempts;

/** @param brake null: never */
export function judgeErrorRate(recent: Recent, brake: ErrorRateBrake | null): ErrorRateVerdict {
  if (brake === null || recent.attempts < brake.min_attempts) return "fine";
  const share = failedShare(recent);
  const isWatched = recent.overMs >= WATCHED_MS || !recent.hasDelivered; // J1
  if (share > brake.pause_over && isWatched) return "pause";
  return share > brake.warn_over ? "warn" : "fine";
}
