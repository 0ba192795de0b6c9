// Authorization configurations. The settings are a sealed text: this package neither seals nor opens.
//
//   A1. A change of the settings is a compare-and-set on `version`, which the text is sealed for.
//   A2. A status is written for one version only: what was learned of older settings says nothing of newer ones.
import { type Kysely, sql } from "kysely";
import type { AuthorizationId, AuthorizationStatus, AuthorizationType, WorkspaceId } from "@sluice/schema";
import type { Database } from "./database.ts";

export interface StoredAuthorization {
  workspace_id: WorkspaceId;
  configuration_id: AuthorizationId;
  name: string;
  type: AuthorizationType;
  status: AuthorizationStatus;
  status_reason: string | null;
  version: number;
  sealed: string;
  /** Lower case. */
  header_names: string[];
  created_by: string;
  created_at: Date;
  updated_at: Date;
}

export interface AuthorizationRef {
  workspaceId: WorkspaceId;
  configurationId: AuthorizationId;
}

type Db = Kysely<Database>;

/** False when the name is taken. */
export async function insertAuthorization(db: Db, row: StoredAuthorization): Promise<boolean> {
  const result = await db
    .insertInto("authorization_configurations")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "name"]).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findAuthorization(db: Db, ref: AuthorizationRef): Promise<StoredAuthorization | null> {
  const row = await db
    .selectFrom("authorization_configurations")
    .selectAll()
    .where("workspace_id", "=", ref.workspaceId)
    .where("configuration_id", "=", ref.configurationId)
    .executeTakeFirst();
  return row === undefined ? null : toStored(row);
}

export interface AuthorizationPage {
  workspaceId: WorkspaceId;
  /** The last id of the page before. */
  after?: AuthorizationId | undefined;
  limit: number;
}

/** Oldest first. */
export async function listAuthorizations(db: Db, page: AuthorizationPage): Promise<StoredAuthorization[]> {
  const rows = await db
    .selectFrom("authorization_configurations")
    .selectAll()
    .where("workspace_id", "=", page.workspaceId)
    .$if(page.after !== undefined, (query) => query.where("configuration_id", ">", page.after ?? ""))
    .orderBy("configuration_id")
    .limit(page.limit)
    .execute();
  return rows.map(toStored);
}

/** A1. @returns "taken" when another configuration has the name, "changed" when the version is no longer that. */
export async function updateAuthorization(
  db: Db,
  row: StoredAuthorization,
  expectedVersion: number,
): Promise<"updated" | "taken" | "changed"> {
  const isTaken = await db
    .selectFrom("authorization_configurations")
    .select("configuration_id")
    .where("workspace_id", "=", row.workspace_id)
    .where("name", "=", row.name)
    .where("configuration_id", "<>", row.configuration_id)
    .executeTakeFirst();
  if (isTaken !== undefined) return "taken";
  const { workspace_id, configuration_id, created_by: _by, created_at: _at, ...changes } = row;
  const result = await db
    .updateTable("authorization_configurations")
    .set(changes)
    .where("workspace_id", "=", workspace_id)
    .where("configuration_id", "=", configuration_id)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n ? "updated" : "changed";
}

export async function deleteAuthorization(db: Db, ref: AuthorizationRef): Promise<boolean> {
  const result = await db
    .deleteFrom("authorization_configurations")
    .where("workspace_id", "=", ref.workspaceId)
    .where("configuration_id", "=", ref.configurationId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export interface LearnedStatus extends AuthorizationRef {
  version: number;
  status: AuthorizationStatus;
  reason: string | null;
}

/** A2. @returns whether the status is another one than before. */
export async function setAuthorizationStatus(db: Db, learned: LearnedStatus): Promise<boolean> {
  const result = await db
    .updateTable("authorization_configurations")
    .set({ status: learned.status, status_reason: learned.reason })
    .where("workspace_id", "=", learned.workspaceId)
    .where("configuration_id", "=", learned.configurationId)
    .where("version", "=", learned.version)
    .where("status", "<>", learned.status)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What is told of configurations that a campaign names. */
export async function authorizationFacts(
  db: Db,
  workspaceId: WorkspaceId,
  ids: readonly AuthorizationId[],
): Promise<StoredAuthorization[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("authorization_configurations")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("configuration_id", "in", [...ids])
    .execute();
  return rows.map(toStored);
}

export interface AuthorizationUse {
  campaign_id: string;
  name: string | null;
  status: string;
  /** The run that is not over. */
  run_id: string | null;
}

const PATHS = [
  "{campaign_content,content,connector,authorization,configuration_id}",
  "{campaign_content,content,connector,client_certificate_id}",
];

/** Campaigns that are not over and name the configuration, in what they say or in what is still sent; newest first. */
export async function authorizationUses(
  db: Db,
  { workspaceId, configurationId }: AuthorizationRef,
  limit: number,
): Promise<AuthorizationUse[]> {
  const named = (table: "c" | "live") =>
    sql.join(
      PATHS.map((path) => sql`${sql.ref(`${table}.definition`)} #>> ${path} = ${configurationId}`),
      sql` or `,
    );
  const { rows } = await sql<AuthorizationUse>`
    select c.campaign_id, c.name, coalesce(r.status, c.status) as status, c.run_id
    from campaigns c left join runs r on r.run_id = c.run_id
    where c.workspace_id = ${workspaceId} and (((c.run_id is null or r.ended_at is null) and (${named("c")}))
      or exists (select from runs live where live.workspace_id = c.workspace_id and live.campaign_id = c.campaign_id
        and live.ended_at is null and (${named("live")})))
    order by c.campaign_id desc limit ${limit}`.execute(db);
  return rows;
}

function toStored(row: Record<keyof StoredAuthorization, unknown>): StoredAuthorization {
  return row as StoredAuthorization; // type and status are checked where they are written
}
