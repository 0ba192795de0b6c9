// The end of the audit log: what was done lately, for whoever follows it.
import { mintUuidV7, type WorkspaceId } from "@sluice/schema";
import type { AuditEntry } from "./audit-log.ts";
import type { CampaignRef } from "./campaigns.ts";
import type { Store } from "./connect.ts";

export interface AuditTail {
  workspaceId: WorkspaceId;
  /** Entries whose ids were made since, milliseconds since 1970. They may be committed a little later. */
  sinceMs: number;
  actions: readonly string[];
  limit: number;
}

const FIRST_OF_ITS_MILLISECOND = new Uint8Array(10);

/** Oldest first. */
export async function auditSince(
  store: Store,
  { workspaceId, sinceMs, actions, limit }: AuditTail,
): Promise<AuditEntry[]> {
  const rows = await store.db
    .selectFrom("audit_log")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("audit_id", ">=", mintUuidV7(Math.floor(sinceMs), FIRST_OF_ITS_MILLISECOND))
    .where("action", "in", [...actions])
    .orderBy("audit_id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    detail: row.detail as AuditEntry["detail"],
    at: row.at.toISOString(),
  }));
}

/** After these a request for approval is open, decided, or over. */
const REVIEW_ACTIONS = [
  "campaign.edited",
  "campaign.submitted",
  "campaign.approved",
  "campaign.rejected",
  "campaign.changes_requested",
  "campaign.review_expired",
] as const;

/** What became of the last request for approval; null: there was none. */
export async function lastReviewAction(
  store: Store,
  { workspaceId, campaignId }: CampaignRef,
): Promise<(typeof REVIEW_ACTIONS)[number] | null> {
  const row = await store.db
    .selectFrom("audit_log")
    .select("action")
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("action", "in", REVIEW_ACTIONS)
    .orderBy("audit_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return REVIEW_ACTIONS.find((action) => action === row?.action) ?? null;
}

/** Different people who approved this version of it, whatever became of that. */
export async function approversOf(
  store: Store,
  { workspaceId, campaignId }: CampaignRef,
  version: number,
): Promise<string[]> {
  const rows = await store.db
    .selectFrom("approvals")
    .select("decided_by")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .where("version", "=", version)
    .where("decision", "=", "approved")
    .execute();
  return rows.map(({ decided_by }) => decided_by);
}
