// How the attempts of the runs that are being sent go, as the ledger has settled them: what the brake looks at each second.
import type { CampaignId, ErrorRateBrake, RunId, WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

export interface RunAttempts {
  runId: RunId;
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
  /** Made so far. */
  attempts: number;
  /** Of these, those that did not deliver: they are made again later, or their recipient was given up. */
  failed: number;
  /** What the workspace has set. undefined: nothing; null: no run is paused. */
  brake: ErrorRateBrake | null | undefined;
}

/** Of every run that sends now. */
export async function attemptsOfSendingRuns(store: Store): Promise<RunAttempts[]> {
  const text = `select r.run_id as "runId", r.workspace_id as "workspaceId", r.campaign_id as "campaignId",
       t.attempts, t.attempts - t.delivered as failed, w.settings -> 'error_rate_brake' as brake,
       w.settings ? 'error_rate_brake' as "isSet"
     from runs r join run_totals t using (run_id) join workspaces w using (workspace_id)
     where r.ended_at is null and r.status = 'sending'`;
  const { rows } = await store.pool.query<RunAttempts & { isSet: boolean }>({ name: "run_attempts", text });
  return rows.map(({ isSet, ...row }) => ({ ...row, brake: isSet ? row.brake : undefined }));
}

export interface FailureCount {
  reason: string;
  count: number;
}

/** Of so many of each kind: who asks wants to know what is wrong, not how often. */
const LOOKED_AT = 10_000;

/** Why most of those wait for another attempt, or were given up. null: nobody does, and nobody was. */
export async function topFailure(store: Store, runId: RunId): Promise<FailureCount | null> {
  const { rows } = await store.pool.query<FailureCount>(
    `select reason, count(*)::integer as count from (
       (select reason from retries where run_id = $1 limit $2)
       union all
       (select reason from deliveries where run_id = $1 and ending = 'dead_lettered' limit $2)) as failures
     where reason is not null group by reason order by count desc, reason limit 1`,
    [runId, LOOKED_AT],
  );
  return rows[0] ?? null;
}
