// The brake of a workspace: a run of which too large a share of the attempts fails is paused until a person resumes it.
import { z } from "zod";

const Share = z.number().gt(0).max(1);

export const ErrorRateBrake = z
  .strictObject({
    pause_over: Share.describe(
      "A run whose failed share of the last minute is larger is paused. 1: none is.",
    ),
    warn_over: Share.describe("From a larger share on people are told, once in ten minutes."),
    min_attempts: z
      .int()
      .min(1)
      .max(10_000_000)
      .describe("Attempts of the last minute below which nothing is said."),
  })
  .refine(({ pause_over, warn_over }) => warn_over <= pause_over, {
    error: "warn_over may not be larger than pause_over",
    path: ["warn_over"],
  });
export type ErrorRateBrake = z.infer<typeof ErrorRateBrake>;

/** Of a workspace that never set one. */
export const DEFAULT_ERROR_RATE_BRAKE: ErrorRateBrake = {
  pause_over: 0.5,
  warn_over: 0.2,
  min_attempts: 1_000,
};
