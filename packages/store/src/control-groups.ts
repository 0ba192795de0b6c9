// The workspace's control group: users whom campaigns leave out on purpose. A share of all users, and those who are listed.
import type { Kysely } from "kysely";
import type { WorkspaceId } from "@sluice/schema";
import type { Database } from "./database.ts";
import { CONTROL_GROUP_ID } from "./segment-members.ts";
import { changeWorkspaceSettings, workspaceSettings } from "./workspace-settings.ts";

export interface ControlGroup {
  /** Of all users, drawn by their ids; 0 to 100. */
  percentage: number;
  /** Users who are listed. */
  userCount: number;
  /** Of the list: 0 as long as nothing was loaded. */
  version: number;
  updatedBy: string | null;
  updatedAt: Date | null;
}

export async function controlGroup(db: Kysely<Database>, workspaceId: WorkspaceId): Promise<ControlGroup> {
  const { control_group_percentage: percentage } = await workspaceSettings(db, workspaceId);
  const row = await db
    .selectFrom("segments")
    .select(["user_count", "version", "updated_by", "updated_at"])
    .where("workspace_id", "=", workspaceId)
    .where("segment_id", "=", CONTROL_GROUP_ID)
    .executeTakeFirst();
  return {
    percentage,
    userCount: row?.user_count ?? 0,
    version: row?.version ?? 0,
    updatedBy: row?.updated_by ?? null,
    updatedAt: row?.updated_at ?? null,
  };
}

/** Runs whose cut begins from now on hold the new share out. */
export async function setControlGroupPercentage(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  percentage: number,
): Promise<void> {
  await changeWorkspaceSettings(db, workspaceId, { control_group_percentage: percentage });
}

/** The list that files change; made with the first of them. */
export async function ensureControlGroupList(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  by: string,
  at: Date,
): Promise<void> {
  await db
    .insertInto("segments")
    .values({
      workspace_id: workspaceId,
      segment_id: CONTROL_GROUP_ID,
      type: "CONTROL_GROUP",
      name: "", // no segment can have it
      version: 0,
      definition: null,
      definition_hash: null,
      created_by: by,
      created_at: at,
      updated_by: by,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "segment_id"]).doNothing())
    .execute();
}
