// How many users the audience of a scheduled campaign has: counted at most once a day for each version of its content.
//
//   R1. Of all processes one counts at a time: whoever claims the row. A claim that nobody finished ends after CLAIM_MS.
import { type Kysely, sql } from "kysely";
import type { CampaignId, WorkspaceId } from "@sluice/schema";
import type { Database } from "./database.ts";

const DAY_MS = 24 * 3_600_000;
/** Longer than any count of an audience takes. */
const CLAIM_MS = 10 * 60_000;

export interface AudienceToCount {
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
  contentHash: string;
}

export interface StoredReachability {
  campaign_id: CampaignId;
  content_hash: string;
  count: number;
  counted_at: Date;
}

/** Of those that were counted. */
export async function reachabilityOf(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  campaignIds: readonly CampaignId[],
): Promise<StoredReachability[]> {
  if (campaignIds.length === 0) return [];
  const rows = await db
    .selectFrom("campaign_reachability")
    .select(["campaign_id", "content_hash", "count", "counted_at"])
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "in", [...campaignIds])
    .where("counted_at", "is not", null)
    .execute();
  return rows.flatMap((row) => {
    const { count, counted_at } = row;
    return count === null || counted_at === null ? [] : [{ ...row, count, counted_at }];
  });
}

/** R1. @returns whether the caller is to count: nobody has within a day, and nobody is at it. */
export async function claimCount(
  db: Kysely<Database>,
  { workspaceId, campaignId, contentHash }: AudienceToCount,
  nowMs: number,
): Promise<boolean> {
  const { rows } = await sql<{ claimed: boolean }>`
    insert into campaign_reachability as kept (workspace_id, campaign_id, content_hash, claimed_at)
    values (${workspaceId}, ${campaignId}, ${contentHash}, ${new Date(nowMs)})
    on conflict (workspace_id, campaign_id) do update
      set claimed_at = excluded.claimed_at, content_hash = excluded.content_hash, count = null, counted_at = null
      where kept.content_hash <> excluded.content_hash
         or kept.counted_at <= ${new Date(nowMs - DAY_MS)}
         or (kept.counted_at is null and kept.claimed_at <= ${new Date(nowMs - CLAIM_MS)})
    returning true as claimed`.execute(db);
  return rows.length > 0;
}

/** Nothing when the content has changed meanwhile. */
export async function keepCount(
  db: Kysely<Database>,
  { workspaceId, campaignId, contentHash }: AudienceToCount,
  count: number,
  nowMs: number,
): Promise<void> {
  await db
    .updateTable("campaign_reachability")
    .set({ count, counted_at: new Date(nowMs) })
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("content_hash", "=", contentHash)
    .execute();
}
