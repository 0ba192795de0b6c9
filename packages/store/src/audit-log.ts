// The audit log: who did what, when, from where. Append-only: a trigger refuses updates and deletes.
import type { Kysely } from "kysely";
import type { CampaignId, RunId, WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";

export interface AuditEntry {
  audit_id: string;
  workspace_id: WorkspaceId;
  campaign_id: CampaignId | null;
  run_id: RunId | null;
  action: string;
  actor: string;
  source: string;
  detail: Readonly<Record<string, string | number | null>>;
  at: string;
}

export async function appendAudit(db: Kysely<Database>, entry: AuditEntry): Promise<void> {
  await db
    .insertInto("audit_log")
    .values({ ...entry, detail: JSON.stringify(entry.detail), at: new Date(entry.at) })
    .execute();
}

export interface AuditPage {
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
  /** The last `audit_id` of the page before. */
  after?: string | undefined;
  limit: number;
}

/** Oldest first: ids are UUIDv7 and sort by time. */
export async function campaignAudit(store: Store, page: AuditPage): Promise<AuditEntry[]> {
  const rows = await store.db
    .selectFrom("audit_log")
    .selectAll()
    .where("workspace_id", "=", page.workspaceId)
    .where("campaign_id", "=", page.campaignId)
    .$if(page.after !== undefined, (query) => query.where("audit_id", ">", page.after ?? ""))
    .orderBy("audit_id")
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    detail: row.detail as AuditEntry["detail"],
    at: row.at.toISOString(),
  }));
}
