// Campaigns and their versions. A change is a compare-and-set on `revision`.
import type { Kysely } from "kysely";
import {
  type CampaignDefinition,
  type CampaignId,
  type CampaignRecord,
  definitionOf,
  type WorkspaceId,
} from "@sluice/schema";
import { type CreateRequest, takeRequestId } from "./campaign-requests.ts";
import { type CampaignRow, campaignRows, type StoredCampaign, toStoredCampaign } from "./campaign-row.ts";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";

export interface CampaignRef {
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
}

export async function findCampaign(
  db: Kysely<Database>,
  { workspaceId, campaignId }: CampaignRef,
): Promise<StoredCampaign | null> {
  const row: CampaignRow | undefined = await campaignRows(db, workspaceId)
    .where("campaigns.campaign_id", "=", campaignId)
    .executeTakeFirst();
  return row === undefined ? null : toStoredCampaign(row);
}

export interface CampaignPage {
  workspaceId: WorkspaceId;
  /** The last id of the page before. */
  after?: CampaignId | undefined;
  limit: number;
}

/** Newest first: ids begin with the time at which they were made. */
export async function listCampaigns(store: Store, page: CampaignPage): Promise<StoredCampaign[]> {
  const rows: CampaignRow[] = await campaignRows(store.db, page.workspaceId)
    .$if(page.after !== undefined, (query) => query.where("campaigns.campaign_id", "<", page.after ?? ""))
    .orderBy("campaigns.campaign_id", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(toStoredCampaign);
}

/** False when the request id is taken. */
export async function insertCampaign(
  db: Kysely<Database>,
  campaign: CampaignRecord,
  requestId: string | null,
): Promise<boolean> {
  const isFree = requestId === null || (await takeRequestId(db, requestOf(campaign, requestId)));
  if (!isFree) return false;
  await db
    .insertInto("campaigns")
    .values({
      ...changingColumns(campaign),
      workspace_id: campaign.workspace_id,
      campaign_id: campaign.id,
      created_by: campaign.created_by,
      creator: creatorOf(campaign.created_by),
      created_by_credential: campaign.created_by_credential,
      created_at: new Date(campaign.created_at),
      request_id: requestId,
      revision: 1,
    })
    .execute();
  return true;
}

const requestOf = (campaign: CampaignRecord, requestId: string): CreateRequest => ({
  workspaceId: campaign.workspace_id,
  requestId,
  campaignId: campaign.id,
  channel: campaign.channel,
  nowMs: Date.parse(campaign.created_at),
});

/** False when the revision is no longer `expectedRevision`. */
export async function saveCampaign(
  db: Kysely<Database>,
  campaign: CampaignRecord,
  expectedRevision: number,
): Promise<boolean> {
  const result = await db
    .updateTable("campaigns")
    .set({ ...changingColumns(campaign), revision: expectedRevision + 1 })
    .where("workspace_id", "=", campaign.workspace_id)
    .where("campaign_id", "=", campaign.id)
    .where("revision", "=", expectedRevision)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

const changingColumns = (campaign: CampaignRecord) => ({
  name: campaign.basic_details?.name ?? null,
  status: campaign.status,
  version: campaign.version,
  definition: JSON.stringify(definitionOf(campaign)),
  channel: campaign.channel,
  campaign_delivery_type: campaign.campaign_delivery_type,
  tags: tagsJson(campaign),
  content_hash: campaign.content_hash,
  updated_by: campaign.updated_by,
  updated_by_credential: campaign.updated_by_credential,
  updated_at: new Date(campaign.updated_at),
  submitted_by: campaign.submitted_by,
  approval_id: campaign.approval?.approval_id ?? null,
  review: campaign.review === null ? null : JSON.stringify(campaign.review),
  run_id: campaign.run_id,
  archived_at: campaign.archived_at === null ? null : new Date(campaign.archived_at),
});

/** null: none are said. */
export const tagsJson = ({ basic_details }: CampaignDefinition): string | null =>
  basic_details?.tags === undefined ? null : JSON.stringify(basic_details.tags);

/** By whom searches find it: an entry of their index has little room. */
export const creatorOf = (person: string): string => person.slice(0, 128).toLowerCase();

export interface CampaignVersion {
  version: number;
  content_hash: string;
  edited_by: string;
  /** The person whose credential made the edit. */
  edited_by_credential: string;
  edited_at: string;
  definition: CampaignDefinition;
}

/** Of two writers of one version the second changes nothing: its compare-and-set on the campaign fails as well. */
export async function addCampaignVersion(db: Kysely<Database>, campaign: CampaignRecord): Promise<void> {
  await db
    .insertInto("campaign_versions")
    .values({
      workspace_id: campaign.workspace_id,
      campaign_id: campaign.id,
      version: campaign.version,
      definition: JSON.stringify(definitionOf(campaign)),
      content_hash: campaign.content_hash,
      edited_by: campaign.updated_by,
      edited_by_credential: campaign.updated_by_credential,
      edited_at: new Date(campaign.updated_at),
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "campaign_id", "version"]).doNothing())
    .execute();
}

export async function findCampaignVersion(
  db: Kysely<Database>,
  { workspaceId, campaignId }: CampaignRef,
  version: number,
): Promise<CampaignDefinition | null> {
  const row = await db
    .selectFrom("campaign_versions")
    .select("definition")
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("version", "=", version)
    .executeTakeFirst();
  return row === undefined ? null : (row.definition as CampaignDefinition);
}

/** Newest first; `before` is the last version of the page before. */
export async function campaignVersions(
  store: Store,
  page: CampaignRef & { before?: number | undefined; limit: number },
): Promise<CampaignVersion[]> {
  const rows = await store.db
    .selectFrom("campaign_versions")
    .select(["version", "content_hash", "edited_by", "edited_by_credential", "edited_at", "definition"])
    .where("workspace_id", "=", page.workspaceId)
    .where("campaign_id", "=", page.campaignId)
    .$if(page.before !== undefined, (query) => query.where("version", "<", page.before ?? 0))
    .orderBy("version", "desc")
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    edited_at: row.edited_at.toISOString(),
    definition: row.definition as CampaignDefinition,
  }));
}
