// What an edit and a new publication do to a run that is there already: take it back before it starts, or let another one
// follow it without a gap.
//
//   V1. A run is taken back only while nothing of it is cut. The row's lock decides between this and the planner's cut: whoever is
//       second finds that the other was first.
//   V2. A run that is replaced takes nothing in from the commit on, and its follower nothing before: each send is one or the
//       other's. What it has taken in is sent, under the approval that it was taken in with.
import type { CampaignId, RunId, RunStatus, WorkspaceId } from "@sluice/schema";
import { type Kysely, sql } from "kysely";
import type { CampaignRef } from "./campaigns.ts";
import type { Database } from "./database.ts";

/** V1. @returns false when the run has started, or is over. */
export async function withdrawRun(db: Kysely<Database>, runId: RunId, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("runs")
    .set({ status: "stopped" satisfies RunStatus, ended_at: new Date(at) })
    .where("run_id", "=", runId)
    .where("status", "in", ["planned", "paused"] satisfies RunStatus[])
    .where("is_triggered", "=", false)
    .where("started_at", "is", null)
    .where("cut_cursor", "is", null)
    .where("cut_finished_at", "is", null)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** V2. @returns false when the run is paused or over. */
export async function replaceRun(db: Kysely<Database>, runId: RunId, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("runs")
    .set({ replaced_at: new Date(at) })
    .where("run_id", "=", runId)
    .where("status", "in", ["planned", "sending"] satisfies RunStatus[])
    .where("replaced_at", "is", null)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** So long a request id is remembered. */
const REQUESTS_LIVE = sql`interval '24 hours'`;

/** Runs of the campaign whose request ids still hold. */
export const recentlyReplaced = (workspaceId: WorkspaceId, campaignId: CampaignId, at: string) => sql<
  string[]
>`array(
  select run_id from runs where workspace_id = ${workspaceId} and campaign_id = ${campaignId}
    and replaced_at > ${at}::timestamptz - ${REQUESTS_LIVE})`;

/** Runs that were replaced and are not over are paused, resumed and stopped with the one that follows them. */
export async function setStatusOfReplaced(
  db: Kysely<Database>,
  { workspaceId, campaignId }: CampaignRef,
  from: readonly RunStatus[],
  to: RunStatus,
): Promise<RunId[]> {
  const rows = await db
    .updateTable("runs")
    .set({ status: to })
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("replaced_at", "is not", null)
    .where("ended_at", "is", null)
    .where("status", "in", from)
    .returning("run_id")
    .execute();
  return rows.map(({ run_id }) => run_id);
}
