// Rows in every table that there is, by the types of its columns: tables of later migrations are filled as well.
import { randomBytes, randomUUID } from "node:crypto";
import { createApiKey, ensureWorkspace, type Store } from "../src/index.ts";

/** What belongs to no workspace. A new table stands here only if it really holds nothing of anybody. */
const OF_NO_WORKSPACE = ["kysely_migration", "kysely_migration_lock", "ledger_position", "protected_tables"];

export interface Table {
  name: string;
  columns: string[];
}

/** Those whose rows belong to somebody; a table in partitions counts once. */
export async function protectedTables(owner: Store): Promise<Table[]> {
  const { rows } = await owner.pool.query<Table>(
    `select t.table_name as name, array_agg(c.column_name::text) as columns
     from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
     where t.table_schema = 'public' and t.table_name not in (select relname from pg_class where relispartition)
       and t.table_name <> all ($1)
     group by 1 order by 1`,
    [OF_NO_WORKSPACE],
  );
  return rows;
}

/** One row of the workspace in every table. @returns the run that rows without a workspace belong to. */
export async function fillWorkspace(owner: Store, workspaceId: string): Promise<string> {
  await ensureWorkspace(owner, { workspaceId, name: workspaceId });
  await createApiKey(owner, randomBytes(32), { workspaceId, actor: "ana", scopes: ["view"] });
  const runId = randomUUID();
  const whose = { workspace_id: workspaceId, run_id: runId };
  const client = await owner.pool.connect();
  try {
    await client.query("set session_replication_role = replica"); // rows without those that they refer to
    await insertAnyRow(client, owner, "runs", whose);
    for (const { name } of await protectedTables(owner)) {
      if (["workspaces", "api_keys", "runs"].includes(name)) continue;
      await insertAnyRow(client, owner, name, whose);
    }
  } finally {
    client.release(true);
  }
  return runId;
}

interface Client {
  query: Store["pool"]["query"];
}

/** @param client inserts; what the columns are is asked of the owner, who sees them all. */
export async function insertAnyRow(
  client: Client,
  owner: Store,
  table: string,
  known: Readonly<Record<string, string>>,
): Promise<void> {
  const { rows: columns } = await owner.pool.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 and
       (column_name in ('workspace_id', 'run_id') or (is_nullable = 'NO' and column_default is null))`,
    [table],
  );
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const values = columns.map(({ name, type }) => known[name] ?? anyValue(type));
  const places = values.map((_, index) => `$${index + 1}`).join(", ");
  await client.query(`insert into ${table} (${names}) values (${places})`, values);
}

function anyValue(type: string): unknown {
  if (type === "uuid") return randomUUID();
  if (type.startsWith("timestamp")) return new Date();
  if (type === "bytea") return randomBytes(4);
  if (type === "boolean") return false;
  if (type === "ARRAY") return [];
  if (type.startsWith("json")) return "{}";
  return /int|numeric|double|real/.test(type) ? 1 : `x${randomUUID()}`;
}
