// Decisions on campaigns, and who had a hand in what was decided on.
import { type Kysely, sql } from "kysely";
import type { Approval } from "@sluice/schema";
import type { CampaignRef } from "./campaigns.ts";
import type { Database } from "./database.ts";

export async function addApproval(
  db: Kysely<Database>,
  { workspaceId, campaignId }: CampaignRef,
  approval: Approval,
): Promise<void> {
  await db
    .insertInto("approvals")
    .values({
      ...approval,
      workspace_id: workspaceId,
      campaign_id: campaignId,
      decided_at: new Date(approval.decided_at),
      voided_at: approval.voided_at === null ? null : new Date(approval.voided_at),
    })
    .execute();
}

/** What was decided on an earlier version no longer holds. */
export async function voidApprovals(
  db: Kysely<Database>,
  { workspaceId, campaignId }: CampaignRef,
  at: string,
): Promise<void> {
  await db
    .updateTable("approvals")
    .set({ voided_at: new Date(at) })
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("voided_at", "is", null)
    .execute();
}

/** Editors of every version since the last approved one, and whoever submitted one of them. */
export async function authorsSinceApproval(
  db: Kysely<Database>,
  { workspaceId, campaignId }: CampaignRef,
): Promise<string[]> {
  const { rows } = await sql<{ author: string }>`
    with last_approved as (
      select coalesce(max(version), 0) as version from approvals
      where workspace_id = ${workspaceId} and campaign_id = ${campaignId} and decision = 'approved'
    )
    select edited_by as author from campaign_versions, last_approved
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId}
      and campaign_versions.version > last_approved.version
    union
    select actor from audit_log, last_approved
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId}
      and action = 'campaign.submitted' and (detail ->> 'version')::int > last_approved.version
  `.execute(db);
  return rows.map(({ author }) => author);
}

/** Everyone who edited or submitted any version. */
export async function authors(
  db: Kysely<Database>,
  { workspaceId, campaignId }: CampaignRef,
): Promise<string[]> {
  const { rows } = await sql<{ author: string }>`
    select edited_by as author from campaign_versions
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId}
    union
    select actor from audit_log
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId} and action = 'campaign.submitted'
  `.execute(db);
  return rows.map(({ author }) => author);
}
