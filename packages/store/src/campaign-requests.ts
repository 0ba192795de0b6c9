// Request ids of creates: one that created a campaign is refused for a while, so that a call which is made again creates none.
//
//   R1. It is taken in the transaction that creates the campaign: after a create that failed it is free at once.
//   R2. Of two creates at the same time one takes it; the other waits for that one's end.
import type { CampaignId, Channel, WorkspaceId } from "@sluice/schema";
import type { Kysely } from "kysely";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";

const HOUR_MS = 3_600_000;

/** As clients of the V5 API expect it. */
export const REQUEST_ID_USED_FOR_MS: Readonly<Record<Channel, number>> = {
  PUSH: HOUR_MS,
  EMAIL: 24 * HOUR_MS,
  CONNECTOR: 24 * HOUR_MS,
};

export interface CreateRequest {
  workspaceId: WorkspaceId;
  requestId: string;
  campaignId: CampaignId;
  channel: Channel;
  nowMs: number;
}

/** False when a campaign was created with it, and it is not free again yet. */
export async function takeRequestId(db: Kysely<Database>, request: CreateRequest): Promise<boolean> {
  const freeAt = new Date(request.nowMs + REQUEST_ID_USED_FOR_MS[request.channel]);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("campaign_requests")
    .values({
      workspace_id: request.workspaceId,
      request_id: request.requestId,
      campaign_id: request.campaignId,
      free_at: freeAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "request_id"])
        .doUpdateSet({ campaign_id: request.campaignId, free_at: freeAt })
        .where("campaign_requests.free_at", "<=", new Date(request.nowMs)),
    )
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The campaign that was last created with it, whether or not the id is free again. */
export async function findCampaignByRequestId(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  requestId: string,
): Promise<CampaignId | null> {
  const row = await db
    .selectFrom("campaign_requests")
    .select("campaign_id")
    .where("workspace_id", "=", workspaceId)
    .where("request_id", "=", requestId)
    .executeTakeFirst();
  return row?.campaign_id ?? null;
}

/** Of all workspaces. @returns how many went, at most `limit`. */
export async function removeFreeRequestIds(store: Store, nowMs: number, limit: number): Promise<number> {
  const { rowCount } = await store.pool.query(
    `delete from campaign_requests where ctid = any (array(
       select ctid from campaign_requests where free_at <= $1 limit $2))`,
    [new Date(nowMs), limit],
  );
  return rowCount ?? 0;
}
