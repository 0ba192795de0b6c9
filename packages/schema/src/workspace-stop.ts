// Stop-all: from one moment on a workspace sends nothing, until two people lift it.
import { z } from "zod";

export const STOP_LIFTS_REQUIRED = 2;

export const StopLift = z.strictObject({ lifted_by: z.string(), lifted_at: z.iso.datetime() });
export type StopLift = z.infer<typeof StopLift>;

export const WorkspaceStop = z.strictObject({
  stop_id: z.string(),
  stopped_by: z.string(),
  stopped_at: z.iso.datetime(),
  reason: z.string().nullable(),
  /** Runs that it paused. They stay paused after it is lifted: people resume each. */
  paused_runs: z.int(),
  /** By different people. */
  lifts: z.array(StopLift),
  lifts_required: z.literal(STOP_LIFTS_REQUIRED),
  /** null: it holds. */
  ended_at: z.iso.datetime().nullable(),
});
export type WorkspaceStop = z.infer<typeof WorkspaceStop>;
