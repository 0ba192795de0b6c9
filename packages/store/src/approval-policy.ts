// The approval policy of a workspace, kept among its settings.
import { type Kysely, sql } from "kysely";
import type { ApprovalPolicy, WorkspaceId } from "@sluice/schema";
import type { Database } from "./database.ts";

/** Of two who change it at once the second sees what the first made. @returns the one before, null when there was none */
export async function replaceApprovalPolicy(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  policy: ApprovalPolicy,
): Promise<ApprovalPolicy | null> {
  const before = await db
    .selectFrom("workspaces")
    .select("settings")
    .where("workspace_id", "=", workspaceId)
    .forUpdate()
    .executeTakeFirst();
  const changed = JSON.stringify({ approval_policy: policy });
  await db
    .updateTable("workspaces")
    .set({ settings: sql<string>`settings || ${changed}::jsonb` })
    .where("workspace_id", "=", workspaceId)
    .execute();
  return before?.settings.approval_policy ?? null;
}
