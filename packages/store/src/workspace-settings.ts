// What is switched on for a workspace, and the share of its users that its control group takes by chance.
import { type Kysely, sql } from "kysely";
import type { WorkspaceId } from "@sluice/schema";
import type { Database } from "./database.ts";
import type { WorkspaceSettings } from "./json-shapes.ts";

const DEFAULTS: WorkspaceSettings = { campaign_audience_limit: false, control_group_percentage: 0 };

export async function workspaceSettings(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
): Promise<WorkspaceSettings> {
  const row = await db
    .selectFrom("workspaces")
    .select("settings")
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  return { ...DEFAULTS, ...row?.settings };
}

/** What is not given keeps its value. @returns null when there is no such workspace. */
export async function changeWorkspaceSettings(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  changes: Partial<WorkspaceSettings>,
): Promise<WorkspaceSettings | null> {
  const row = await db
    .updateTable("workspaces")
    .set({ settings: sql<string>`settings || ${JSON.stringify(changes)}::jsonb` })
    .where("workspace_id", "=", workspaceId)
    .returning("settings")
    .executeTakeFirst();
  return row === undefined ? null : { ...DEFAULTS, ...row.settings };
}
