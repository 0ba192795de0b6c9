// What became of a run, as people are told: the cut's counts beside the ledger's totals. The sums are a contract.
import {
  type CampaignId,
  RECIPIENT_ENDS,
  type RunId,
  type RunStats,
  RunStatus,
  type WorkspaceId,
} from "@sluice/schema";
import type { Store } from "./connect.ts";
import { estimatedEndMs } from "./run-estimate.ts";

const MINUTE_MS = 60_000;

/** @returns null when the workspace has no such run. */
export async function runStats(
  store: Store,
  workspaceId: WorkspaceId,
  runId: RunId,
  now: Date = new Date(),
): Promise<RunStats | null> {
  const row = await selectRun(store)
    .where("runs.workspace_id", "=", workspaceId)
    .where("runs.run_id", "=", runId)
    .executeTakeFirst();
  return row === undefined ? null : toStats(row, now);
}

export interface CampaignDays {
  workspaceId: WorkspaceId;
  campaignIds: readonly CampaignId[];
  from: Date;
  /** Not included. */
  before: Date;
}

/** More than campaigns of a few weeks have. */
const MAX_RUNS = 1_000;

/** Of the runs that were sending in these days, each whole; newest first. */
export async function runStatsWithin(
  store: Store,
  days: CampaignDays,
  now: Date = new Date(),
): Promise<RunStats[]> {
  const rows = await selectRun(store)
    .where("runs.workspace_id", "=", days.workspaceId)
    .where("campaign_id", "in", [...days.campaignIds])
    .where("started_at", "<", days.before)
    .where((where) => where.or([where("ended_at", "is", null), where("ended_at", ">=", days.from)]))
    .orderBy("runs.run_id", "desc")
    .limit(MAX_RUNS)
    .execute();
  return rows.map((row) => toStats(row, now));
}

/** Of the campaign's runs the one made last. */
export async function latestRun(
  store: Store,
  workspaceId: WorkspaceId,
  campaignId: CampaignId,
): Promise<RunId | null> {
  const row = await store.db
    .selectFrom("runs")
    .select("run_id")
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .orderBy("run_id", "desc") // ids of version 7 sort by time
    .limit(1)
    .executeTakeFirst();
  return row?.run_id ?? null;
}

const selectRun = (store: Store) =>
  store.db
    .selectFrom("runs")
    .innerJoin("workspaces", "workspaces.workspace_id", "runs.workspace_id")
    .leftJoin("origin_limits", (join) =>
      join
        .onRef("origin_limits.workspace_id", "=", "runs.workspace_id")
        .onRef("origin_limits.origin", "=", "runs.origin"),
    )
    .leftJoin("run_totals as totals", "totals.run_id", "runs.run_id")
    .select([
      "runs.run_id",
      "campaign_id",
      "status",
      "cut_finished_at",
      "targeted",
      "excluded",
      "recipients",
      "runs.requests_per_minute",
      "raised_requests_per_minute",
      "limit_raised_because",
      "limit_changed_at",
      "is_triggered",
      "workspaces.requests_per_minute as workspace_cap",
      "origin_limits.requests_per_minute as origin_cap",
      "starts_at",
      "started_at",
      "ended_at",
      "expires_at",
      "delivered",
      "skipped",
      "unknown",
      "expired",
      "cancelled",
      "dead_lettered",
      "attempts",
      "possible_duplicates",
      "retrying",
      "reasons",
    ]);

type RunRow = Awaited<ReturnType<ReturnType<typeof selectRun>["executeTakeFirstOrThrow"]>>;

function toStats(row: RunRow, now: Date): RunStats {
  const ends = Object.fromEntries(RECIPIENT_ENDS.map((end) => [end, row[end] ?? 0])) as Record<
    (typeof RECIPIENT_ENDS)[number],
    number
  >;
  const ended = Object.values(ends).reduce((sum, count) => sum + count, 0);
  const attempts = row.attempts ?? 0;
  const durationMs = durationOf(row, now);
  return {
    run_id: row.run_id,
    campaign_id: row.campaign_id,
    status: RunStatus.parse(row.status),
    audience_is_cut: row.cut_finished_at !== null,
    targeted: row.targeted,
    excluded: row.excluded,
    recipients: row.recipients,
    ...ends,
    open: row.recipients - ended,
    retrying: row.retrying ?? 0,
    possible_duplicates: row.possible_duplicates ?? 0,
    reasons: row.reasons ?? {},
    attempts,
    requests_per_minute_limit: row.requests_per_minute,
    requests_per_minute_effective: effectiveLimit(row),
    limit_raised_because: row.limit_raised_because,
    estimated_end_at: estimatedEnd(row, { ended, durationMs }, now),
    starts_at: row.starts_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
    expires_at: row.expires_at.toISOString(),
    duration_ms: durationMs,
    requests_per_minute: durationMs === 0 ? 0 : Math.round((attempts * MINUTE_MS) / durationMs),
  };
}

const effectiveLimit = (row: RunRow): number =>
  Math.min(
    row.raised_requests_per_minute ?? row.requests_per_minute ?? Infinity,
    row.workspace_cap,
    row.origin_cap ?? Infinity,
  );

function estimatedEnd(
  row: RunRow,
  { ended, durationMs }: { ended: number; durationMs: number },
  now: Date,
): string | null {
  const run = {
    status: row.status,
    isCut: row.cut_finished_at !== null && !row.is_triggered, // what comes by calls has no end
    open: row.recipients - ended,
    ended,
    attempts: row.attempts ?? 0,
    startsAtMs: row.starts_at.getTime(),
    durationMs,
    limitPerMinute: effectiveLimit(row),
    isLimitChanged: row.limit_changed_at !== null,
    expiresAtMs: row.expires_at.getTime(),
  };
  const endMs = estimatedEndMs(run, now.getTime());
  return endMs === null ? null : new Date(endMs).toISOString();
}

/** From the first batch fed to the end, or to now. */
function durationOf({ started_at, ended_at }: RunRow, now: Date): number {
  if (started_at === null) return 0;
  return Math.max(0, (ended_at ?? now).getTime() - started_at.getTime());
}
