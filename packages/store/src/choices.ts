// What people choose from while they write a campaign: custom segments and authorization configurations, by a part of their
// name. Bounded, the best known first.
import { sql } from "kysely";
import type { AuthorizationType, WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

export interface NamedChoice {
  id: string;
  name: string;
}

export interface ChoiceQuery {
  workspaceId: WorkspaceId;
  /** Part of the name, in any case; empty: all. */
  text: string;
  limit: number;
}

const pattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Those that are in use, newest first. */
export const segmentChoices = (
  { db }: Store,
  { workspaceId, text, limit }: ChoiceQuery,
): Promise<NamedChoice[]> =>
  db
    .selectFrom("segments")
    .select(["segment_id as id", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("type", "<>", "CONTROL_GROUP")
    .where("archived_at", "is", null)
    .where(sql<boolean>`(expires_at is null or expires_at > now())`)
    .where("name", "ilike", pattern(text))
    .orderBy("segment_id", "desc")
    .limit(limit)
    .execute();

/** Of these types, by name. */
export const configurationChoices = (
  { db }: Store,
  { workspaceId, text, limit, types }: ChoiceQuery & { types: readonly AuthorizationType[] },
): Promise<NamedChoice[]> =>
  db
    .selectFrom("authorization_configurations")
    .select(["configuration_id as id", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("type", "in", [...types])
    .where("name", "ilike", pattern(text))
    .orderBy("name")
    .limit(limit)
    .execute();

/** Of those ids that the workspace has. */
export async function configurationNames(
  { db }: Store,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("authorization_configurations")
    .select(["configuration_id", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("configuration_id", "in", [...ids])
    .execute();
  return new Map(rows.map(({ configuration_id, name }) => [configuration_id, name]));
}
