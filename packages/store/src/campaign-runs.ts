// The run as publishing makes it, and as people pause, resume and stop it. What becomes of it is in runs.ts.
import type { Kysely } from "kysely";
import type { CampaignDefinition, CampaignId, RunId, RunStatus, WorkspaceId } from "@sluice/schema";
import type { Database } from "./database.ts";

export interface NewRun {
  run_id: RunId;
  workspace_id: WorkspaceId;
  campaign_id: CampaignId;
  version: number;
  content_hash: string;
  approval_id: string;
  definition: CampaignDefinition;
  starts_at: string;
  expires_at: string;
  requests_per_minute: number | null;
  created_at: string;
}

export async function insertRun(db: Kysely<Database>, run: NewRun): Promise<void> {
  await db
    .insertInto("runs")
    .values({
      ...run,
      status: "planned" satisfies RunStatus,
      definition: JSON.stringify(run.definition),
      starts_at: new Date(run.starts_at),
      expires_at: new Date(run.expires_at),
      created_at: new Date(run.created_at),
    })
    .execute();
  await db.insertInto("run_totals").values({ run_id: run.run_id }).execute();
}

/** False when the run is in none of the statuses `from`, or everything of it is settled. */
export async function setRunStatus(
  db: Kysely<Database>,
  runId: RunId,
  from: readonly RunStatus[],
  to: RunStatus,
): Promise<boolean> {
  const result = await db
    .updateTable("runs")
    .set({ status: to })
    .where("run_id", "=", runId)
    .where("status", "in", from)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
