// The audit log: who did what, when, from where. Append-only: a trigger refuses updates and deletes, and another one chains each
// entry to the one before it by its hash (audit-chain.ts).
import type { Kysely, Selectable } from "kysely";
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

/** As it is kept: with its place in the chain. */
export interface KeptAuditEntry extends AuditEntry {
  /** From 1; null: from before there was a chain. */
  chain_no: number | null;
  /** Hexadecimal. */
  hash: string | null;
}

/** Oldest first: ids are UUIDv7 and sort by time. */
export async function campaignAudit(store: Store, page: AuditPage): Promise<KeptAuditEntry[]> {
  const rows = await store.db
    .selectFrom("audit_log")
    .selectAll()
    .where("workspace_id", "=", page.workspaceId)
    .where("campaign_id", "=", page.campaignId)
    .$if(page.after !== undefined, (query) => query.where("audit_id", ">", page.after ?? ""))
    .orderBy("audit_id")
    .limit(page.limit)
    .execute();
  return rows.map(toKept);
}

/** The newest ones, oldest of them first. */
export async function newestAudit(
  store: Store,
  { workspaceId, campaignId, limit }: Omit<AuditPage, "after">,
): Promise<KeptAuditEntry[]> {
  const rows = await store.db
    .selectFrom("audit_log")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("campaign_id", "=", campaignId)
    .orderBy("audit_id", "desc")
    .limit(limit)
    .execute();
  return rows.toReversed().map(toKept);
}

const toKept = (row: Selectable<Database["audit_log"]>): KeptAuditEntry => ({
  ...row,
  detail: row.detail as AuditEntry["detail"],
  at: row.at.toISOString(),
  hash: row.hash?.toString("hex") ?? null,
});
