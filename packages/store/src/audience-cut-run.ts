// The run's side of the cut: which run is due, and how far it has come.
import type { PoolClient } from "pg";
import type { Store } from "./connect.ts";
import type { CampaignDefinition, FrequencyCapping, RunAudience, RunId, WorkspaceId } from "@sluice/schema";
import { type CapsInForce, cappingOf, type RunCapping } from "./frequency-caps.ts";
import type { RunDraw } from "./json-shapes.ts";

export interface RunToCut {
  runId: RunId;
  workspaceId: WorkspaceId;
  campaignId: string;
  approvalId: string;
  contentHash: string;
  definition: CampaignDefinition;
  /** Set where the definition names custom segments: what they said when it was published. */
  audience: RunAudience | null;
  /** null: nothing had to be decided, or not yet. */
  draw: RunDraw | null;
  /** null: nobody can be at a frequency cap. */
  caps: CapsInForce | null;
  startsAtMs: number;
  expiresAtMs: number;
  /** The smaller of the run's limit and the workspace's cap. */
  requestsPerMinute: number;
}

export interface CutTotals {
  targeted: number;
  recipients: number;
  batches: number;
}

export interface CountedPage extends CutTotals {
  run: RunToCut;
  excluded: Record<string, number>;
  isLastPage: boolean;
}

export interface LockedRun {
  run: RunToCut;
  /** null: the run has nothing to do with frequency caps. */
  capping: RunCapping | null;
  cursor: string | null;
  nextBatchNo: number;
  /** So far. */
  recipients: number;
}

const IS_TO_CUT = `ended_at is null and cut_finished_at is null and status = 'planned'`;
const IS_DUE = `${IS_TO_CUT} and starts_at <= $1 and run_id <> all($2::uuid[])`;

/**
 * When the next run is to be cut; it may be long ago. null: none is planned. Asked again and again, mostly in vain: one
 * statement, which Postgres has ready.
 */
export async function nextCutAt(store: Store, except: readonly RunId[]): Promise<Date | null> {
  const text = `select starts_at as "startsAt" from runs
    where ${IS_TO_CUT} and run_id <> all($1::uuid[]) order by starts_at limit 1`;
  const { rows } = await store.pool.query<{ startsAt: Date }>({ name: "next_cut", text, values: [except] });
  return rows[0]?.startsAt ?? null;
}

/** Locks the run that has the fewest recipients so far, so that a small run does not wait for a large one. */
export async function lockDueRun(
  client: PoolClient,
  now: Date,
  except: readonly RunId[],
): Promise<LockedRun | null> {
  const { rows } = await client.query(
    `select run_id, r.workspace_id, campaign_id, approval_id, content_hash, definition, starts_at, expires_at,
       least(r.requests_per_minute, w.requests_per_minute) as requests_per_minute, cut_cursor, next_batch_no,
       recipients, audience, draw, w.settings -> 'frequency_capping' as frequency_capping
     from runs r join workspaces w using (workspace_id)
     where ${IS_DUE}
     order by recipients, run_id limit 1 for update of r skip locked`,
    [now, except],
  );
  const row = rows[0] as RunRow | undefined;
  if (row === undefined) return null;
  const run: RunToCut = {
    runId: row.run_id,
    workspaceId: row.workspace_id,
    campaignId: row.campaign_id,
    approvalId: row.approval_id,
    contentHash: row.content_hash,
    definition: row.definition,
    audience: row.audience,
    draw: row.draw,
    caps: null,
    startsAtMs: row.starts_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    requestsPerMinute: row.requests_per_minute,
  };
  return {
    run,
    capping: cappingOf(row.definition, row.frequency_capping),
    cursor: row.cut_cursor,
    nextBatchNo: row.next_batch_no,
    recipients: row.recipients,
  };
}

interface RunRow {
  run_id: string;
  workspace_id: string;
  campaign_id: string;
  approval_id: string;
  content_hash: string;
  definition: CampaignDefinition;
  starts_at: Date;
  expires_at: Date;
  requests_per_minute: number;
  cut_cursor: string | null;
  next_batch_no: number;
  recipients: number;
  audience: RunAudience | null;
  draw: RunDraw | null;
  frequency_capping: FrequencyCapping | null;
}

/**
 * C1. Only the counts, the cursor and the end of the cut: status and start are not the cut's. The end is named only where it
 * is one: whoever is told of changes is told of what a statement names (migration 0020).
 */
export async function moveCutOn(
  client: PoolClient,
  page: CountedPage,
  lastUserId: string | null,
  now: Date,
): Promise<CutTotals> {
  const { rows } = await client.query<CutTotals>(
    `update runs set cut_cursor = coalesce($2, cut_cursor), targeted = targeted + $3, recipients = recipients + $4,
       next_batch_no = next_batch_no + $5,
       excluded = excluded || (select coalesce(jsonb_object_agg(key, value::bigint + coalesce((excluded ->> key)::bigint, 0)), '{}')
         from jsonb_each_text($6::jsonb))
       ${page.isLastPage ? ", cut_finished_at = $7" : ""}
     where run_id = $1 returning targeted, recipients, next_batch_no as batches`,
    [
      page.run.runId,
      lastUserId,
      page.targeted,
      page.recipients,
      page.batches,
      JSON.stringify(page.excluded),
      ...(page.isLastPage ? [now] : []),
    ],
  );
  return rows[0] ?? { targeted: 0, recipients: 0, batches: 0 };
}
