// Since when runs go: their start, and the last time that a person let them go on.
import type { RunId } from "@sluice/schema";
import type { Store } from "./connect.ts";

export interface RunStart {
  runId: RunId;
  startedAt: Date | null;
  /** null: never paused, or not resumed since. */
  resumedAt: Date | null;
}

export async function runStarts(store: Store, runIds: readonly RunId[]): Promise<RunStart[]> {
  const { rows } = await store.pool.query<RunStart>(
    `select r.run_id as "runId", r.started_at as "startedAt",
       (select max(a.at) from audit_log a where a.workspace_id = r.workspace_id and a.campaign_id = r.campaign_id
          and a.run_id = r.run_id and a.action = 'campaign.resumed') as "resumedAt"
     from runs r where r.run_id = any($1)`,
    [runIds],
  );
  return rows;
}
