// Every run that a campaign has had: one for each publication.
import type { RunId, RunStatus } from "@sluice/schema";
import type { CampaignRef } from "./campaigns.ts";
import type { Store } from "./connect.ts";

export interface CampaignRun {
  run_id: RunId;
  /** Of the campaign, that it sends. */
  version: number;
  status: RunStatus;
  starts_at: string;
  started_at: string | null;
  ended_at: string | null;
  /** Since then a later run takes the sends. */
  replaced_at: string | null;
}

/** Newest first. @param page.runId only this one, if it is the campaign's */
export async function campaignRuns(
  store: Store,
  page: CampaignRef & { runId?: RunId | undefined; after?: RunId | undefined; limit: number },
): Promise<CampaignRun[]> {
  const rows = await store.db
    .selectFrom("runs")
    .select(["run_id", "version", "status", "starts_at", "started_at", "ended_at", "replaced_at"])
    .where("workspace_id", "=", page.workspaceId)
    .where("campaign_id", "=", page.campaignId)
    .$if(page.runId !== undefined, (query) => query.where("run_id", "=", page.runId ?? ""))
    .$if(page.after !== undefined, (query) => query.where("run_id", "<", page.after ?? ""))
    .orderBy("run_id", "desc")
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    status: row.status as RunStatus,
    starts_at: row.starts_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
    replaced_at: row.replaced_at?.toISOString() ?? null,
  }));
}
