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

/** Of two who change it at once the second sees what the first made. @returns the one before, null when there was none */
export async function replaceSetting<Name extends keyof WorkspaceSettings>(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  name: Name,
  value: WorkspaceSettings[Name],
): Promise<WorkspaceSettings[Name] | null> {
  const before = await db
    .selectFrom("workspaces")
    .select("settings")
    .where("workspace_id", "=", workspaceId)
    .forUpdate()
    .executeTakeFirst();
  const changed = JSON.stringify({ [name]: value });
  await db
    .updateTable("workspaces")
    .set({ settings: sql<string>`settings || ${changed}::jsonb` })
    .where("workspace_id", "=", workspaceId)
    .execute();
  return before?.settings[name] ?? null;
}
