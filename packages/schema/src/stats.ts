// What became of a run: over the API, in the CLI's `--json`, in the funnel. The sums are part of the contract.
import { z } from "zod";
import { RunStatus } from "./run.ts";
import { CampaignId, RunId } from "./ids.ts";

const Count = z.int().min(0);
const CountByReason = z.record(z.string(), Count);

/** targeted = sum(excluded) + recipients; recipients = the six ends + what is open (waiting, retrying). */
export const RunStats = z.strictObject({
  run_id: RunId,
  campaign_id: CampaignId,
  status: RunStatus,
  /** False until the audience is cut: the figures above the line still grow. */
  audience_is_cut: z.boolean(),
  targeted: Count,
  excluded: CountByReason,
  recipients: Count,
  delivered: Count,
  skipped: Count,
  unknown: Count,
  expired: Count,
  cancelled: Count,
  dead_lettered: Count,
  /** No end yet: `retrying` of them wait for their next attempt. */
  open: Count,
  retrying: Count,
  possible_duplicates: Count,
  /** Why recipients ended otherwise than delivered. */
  reasons: CountByReason,
  /** Requests made, retries included. */
  attempts: Count,
  /** As people ask for it. null: only the caps hold. */
  requests_per_minute_limit: Count.nullable(),
  /** In force: raised by the four-hour rule, and kept by the caps of the workspace and the origin. */
  requests_per_minute_effective: Count,
  limit_raised_because: z.string().nullable(),
  /** When everybody will have been sent to, at the present limit or the present rate, whichever is slower. null: not known. */
  estimated_end_at: z.iso.datetime().nullable(),
  starts_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  ended_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime(),
  /** From the first batch fed to the end, or to now. */
  duration_ms: Count,
  requests_per_minute: Count,
});
export type RunStats = z.infer<typeof RunStats>;

/** One object on stdout of `demo --json` and `send --json`. */
export const SendSummary = RunStats.pick({
  campaign_id: true,
  run_id: true,
  targeted: true,
  excluded: true,
  recipients: true,
  delivered: true,
  skipped: true,
  unknown: true,
  expired: true,
  cancelled: true,
  dead_lettered: true,
  reasons: true,
  attempts: true,
  duration_ms: true,
  requests_per_minute: true,
});
export type SendSummary = z.infer<typeof SendSummary>;
