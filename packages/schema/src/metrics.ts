// One snapshot a second of each delivery process, on `metrics.<ws>.delivery.<process>`: what progress bars and dashboards read.
import { z } from "zod";
import { RunId, WorkspaceId } from "./ids.ts";
import { OriginStatus } from "./origin-state.ts";

const Count = z.int().min(0);

/** Log-linear histogram, sparse: counts by bucket. Histograms are merged by adding counts of equal buckets. */
export const SparseHistogram = z.strictObject({ bucket: z.array(Count), count: z.array(Count) });
export type SparseHistogram = z.infer<typeof SparseHistogram>;

export const RunCounters = z.strictObject({
  run_id: RunId,
  /** Counted since the process took up the run; readers take differences. */
  attempts: Count,
  delivered: Count,
  retried: Count,
  dead_lettered: Count,
  skipped: Count,
  /** Now: requests sent and not yet answered. */
  in_flight: Count,
  /** Now: recipients of batches held here that wait for a permit or a connection. */
  waiting: Count,
  latency_ms: SparseHistogram,
});
export type RunCounters = z.infer<typeof RunCounters>;

export const DeliverySnapshot = z.strictObject({
  v: z.literal(1),
  workspace_id: WorkspaceId,
  process: z.string(),
  at_ms: z.int(),
  uptime_ms: z.int(),
  batches_held: Count,
  event_loop_lag_p99_ms: z.number(),
  rss_bytes: Count,
  runs: z.array(RunCounters),
  /** Origins that the process sends to. */
  origins: z.array(OriginStatus).optional(),
});
export type DeliverySnapshot = z.infer<typeof DeliverySnapshot>;

/** On `notices.<ws>`, kept by the stream NOTICES: what a person should hear of. */
export const Notice = z.strictObject({
  v: z.literal(1),
  kind: z.enum([
    "run_started",
    "run_ended",
    "limit_raised",
    "endpoint_failing",
    "endpoint_recovered",
    "run_paused_by_breaker",
    "authorization_failed",
    "error_rate_high",
    "run_paused_by_error_rate",
    "review_reminder",
    "review_expired",
    "workspace_stopped",
    "workspace_stop_lifted",
  ]),
  workspace_id: WorkspaceId,
  /** null: it is about the whole workspace. */
  campaign_id: z.string().nullable(),
  /** null: it is about no run. */
  run_id: RunId.nullable(),
  at: z.iso.datetime(),
  text: z.string(),
});
export type Notice = z.infer<typeof Notice>;
