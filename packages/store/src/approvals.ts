// Decisions on campaigns, and who had a hand in what was decided on.
import { type Kysely, type RawBuilder, sql } from "kysely";
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
      segments: approval.segments === undefined ? null : JSON.stringify(approval.segments),
      decided_at: new Date(approval.decided_at),
      voided_at: approval.voided_at === null ? null : new Date(approval.voided_at),
    })
    .execute();
}

/** The newest version that was approved, even if an edit voided that since; null when none was. */
export async function lastApprovedVersion(
  db: Kysely<Database>,
  { workspaceId, campaignId }: CampaignRef,
): Promise<number | null> {
  const row = await db
    .selectFrom("approvals")
    .select((eb) => eb.fn.max("version").as("version"))
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("decision", "=", "approved")
    .where("completes", "=", true)
    .executeTakeFirst();
  return row?.version ?? null;
}

/** What was decided on versions after `afterVersion` no longer holds. */
export async function voidApprovals(
  db: Kysely<Database>,
  { workspaceId, campaignId }: CampaignRef,
  at: string,
  afterVersion: number,
): Promise<void> {
  await db
    .updateTable("approvals")
    .set({ voided_at: new Date(at) })
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("version", ">", afterVersion)
    .where("voided_at", "is", null)
    .execute();
}

/** Editors of every version since the last one before `version` that was approved, and whoever submitted one of them. */
export const authorsSinceApproval = (
  db: Kysely<Database>,
  campaign: CampaignRef,
  version: number,
): Promise<string[]> =>
  authorsSince(
    db,
    campaign,
    sql`(select coalesce(max(version), 0) from approvals where workspace_id = ${campaign.workspaceId}
      and campaign_id = ${campaign.campaignId} and decision = 'approved' and completes and version < ${version})`,
  );

/** Everyone who edited or submitted any version. */
export const authors = (db: Kysely<Database>, campaign: CampaignRef): Promise<string[]> =>
  authorsSince(db, campaign, sql`0`);

/** Of an edit both count: whom it names, and whose credential made it. */
async function authorsSince(
  db: Kysely<Database>,
  { workspaceId, campaignId }: CampaignRef,
  version: RawBuilder<unknown>,
): Promise<string[]> {
  const { rows } = await sql<{ author: string }>`
    with since as materialized (select ${version} as version),
    edits as (
      select edited_by, edited_by_credential from campaign_versions, since
      where workspace_id = ${workspaceId} and campaign_id = ${campaignId}
        and campaign_versions.version > since.version
    )
    select edited_by as author from edits
    union select edited_by_credential from edits
    union select actor from audit_log, since
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId}
      and action = 'campaign.submitted' and (detail ->> 'version')::int > since.version
  `.execute(db);
  return rows.map(({ author }) => author);
}
