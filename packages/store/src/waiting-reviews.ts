// Requests for approval that something has to become of: their time is over, or half of it and nobody was reminded.
import { type Kysely, sql } from "kysely";
import type { CampaignId, Review, WorkspaceId } from "@sluice/schema";
import type { Database } from "./database.ts";

export interface WaitingReview {
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
  name: string | null;
  review: Review;
}

export interface WaitingReviewsPage {
  now: Date;
  /** The last one of the page before. */
  after: Pick<WaitingReview, "workspaceId" | "campaignId"> | null;
  limit: number;
}

/** Of all workspaces, in a fixed order. Reads what is under review and nothing else: there is an index of it. */
export async function waitingReviews(
  db: Kysely<Database>,
  { now, after, limit }: WaitingReviewsPage,
): Promise<WaitingReview[]> {
  const { rows } = await sql<WaitingReview>`
    select workspace_id as "workspaceId", campaign_id as "campaignId", name, review
    from campaigns, lateral (select (review ->> 'requested_at')::timestamptz as asked,
      (review ->> 'expires_at')::timestamptz as expires) as times
    where status = 'UNDER_REVIEW' and archived_at is null
      and (workspace_id, campaign_id) > (${after?.workspaceId ?? ""}, ${after?.campaignId ?? ""})
      and (expires <= ${now} or (review ->> 'reminded_at' is null and asked + (expires - asked) / 2 <= ${now}))
    order by workspace_id, campaign_id limit ${limit}`.execute(db);
  return rows;
}
