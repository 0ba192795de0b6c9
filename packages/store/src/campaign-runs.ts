// The run as publishing makes it, and as people pause, resume and stop it. What becomes of it is in runs.ts.
import type { Kysely } from "kysely";
import {
  type CampaignDefinition,
  type CampaignId,
  connectorOf,
  connectorOrigin,
  type RunAudience,
  type RunId,
  type RunStatus,
  type WorkspaceId,
} from "@sluice/schema";
import { recentlyReplaced } from "./campaign-run-changes.ts";
import type { Database } from "./database.ts";
import { countedAsOf } from "./frequency-caps.ts";

export interface NewRun {
  run_id: RunId;
  workspace_id: WorkspaceId;
  campaign_id: CampaignId;
  version: number;
  content_hash: string;
  approval_id: string;
  definition: CampaignDefinition;
  /** Set where the definition names custom segments. */
  audience: RunAudience | null;
  starts_at: string;
  expires_at: string;
  requests_per_minute: number | null;
  created_at: string;
  /** Names of the values in the rows of a run without audience and end; null for any other. */
  triggered: { row_attributes: readonly string[]; row_event_attributes: readonly string[] } | null;
}

/** A triggered run has nothing to cut: the planner starts it as soon as senders can see it. */
export async function insertRun(db: Kysely<Database>, { triggered, ...run }: NewRun): Promise<void> {
  await db
    .insertInto("runs")
    .values({
      ...run,
      status: "planned" satisfies RunStatus,
      definition: JSON.stringify(run.definition),
      audience: run.audience === null ? null : JSON.stringify(run.audience),
      starts_at: new Date(run.starts_at),
      expires_at: new Date(run.expires_at),
      created_at: new Date(run.created_at),
      approved_requests_per_minute: run.requests_per_minute,
      ...sharesOf(run.definition),
      ...countedOf(run.definition),
      ...(triggered !== null && {
        is_triggered: true,
        replaces: recentlyReplaced(run.workspace_id, run.campaign_id, run.created_at),
        cut_finished_at: new Date(run.created_at),
        row_attributes: JSON.stringify(triggered.row_attributes),
        row_event_attributes: JSON.stringify(triggered.row_event_attributes),
      }),
    })
    .execute();
  await db.insertInto("run_totals").values({ run_id: run.run_id }).execute();
}

/** What the limiter needs of the definition ten times a second. */
function sharesOf(definition: CampaignDefinition) {
  const connector = connectorOf(definition);
  return {
    origin: connector === undefined ? null : connectorOrigin(connector),
    throttle_weight: definition.delivery_controls?.throttle_weight ?? 1,
  };
}

function countedOf(definition: CampaignDefinition): { counted_as?: string } {
  const countedAs = countedAsOf(definition);
  return countedAs === null ? {} : { counted_as: JSON.stringify(countedAs) };
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
