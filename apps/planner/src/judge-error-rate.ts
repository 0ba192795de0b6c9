// Whether too many of a run's attempts fail: pure.
import type { ErrorRateBrake } from "@sluice/schema";
import type { AttemptTotals } from "./recent-attempts.ts";

export type ErrorRateVerdict = "fine" | "warn" | "pause";

export const failedShare = ({ attempts, failed }: AttemptTotals): number =>
  attempts === 0 ? 0 : failed / attempts;

/**
 * @param recent of the last minute
 * @param brake null: never
 */
export function judgeErrorRate(recent: AttemptTotals, brake: ErrorRateBrake | null): ErrorRateVerdict {
  if (brake === null || recent.attempts < brake.min_attempts) return "fine";
  const share = failedShare(recent);
  if (share > brake.pause_over) return "pause";
  return share > brake.warn_over ? "warn" : "fine";
}
