// The last step of bringing the tables up to date: every table of a workspace gets its policy, every role its rights.
// Written over whatever tables there are, so that a table of a later migration cannot be forgotten.
//
//   P1. A row that names a workspace, or a run of one, is there for `sluice_api` only while the transaction works for that
//       workspace. A statement that forgets its `where` finds nothing of anybody else.
//   P2. `sluice_planner` passes by a policy that costs nothing. `sluice_ledger` bypasses policies: COPY does not work under
//       them, and it is the hot path.
//   P3. The owner of the tables is not bound: it migrates, and it is the operator.
//   P4. All or nothing, one at a time, and only when something has changed.
//   P5. A function that works as the owner finds our tables, whatever its caller made: without `pg_temp` at the end of its path, a
//       temporary table of the caller's stands before ours, and its triggers run as the owner.
import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { APP_ROLES, type AppName, type AppRole, FUNCTION_RIGHTS, rightsOn } from "./table-rights.ts";

/** What a transaction for one workspace sets; unset it names no workspace. */
export const WORKSPACE_SETTING = "app.workspace_id";

const ROLES = Object.values(APP_ROLES);
const LOCK_KEY = 5_071_003;
const { api, planner, ledger } = APP_ROLES;

interface Table {
  name: string;
  hasWorkspace: boolean;
  hasRun: boolean;
}

/** @param owner a connection of whoever owns the tables. @returns false when the roles cannot be made by this user. */
export async function protectTables(owner: PoolClient): Promise<boolean> {
  await owner.query("begin");
  try {
    await owner.query("select pg_advisory_xact_lock($1)", [LOCK_KEY]); // P4
    const areThere = await ensureRoles(owner);
    if (areThere) await applyWhatChanged(owner);
    await owner.query("commit");
    return areThere;
  } catch (error) {
    await owner.query("rollback").catch(() => undefined);
    throw error;
  }
}

async function ensureRoles(owner: PoolClient): Promise<boolean> {
  const known = await owner.query<{ rolname: AppRole }>(
    "select rolname from pg_roles where rolname = any($1)",
    [ROLES],
  );
  if (known.rows.length === ROLES.length) return true;
  const { rows } = await owner.query<{ may: boolean }>(
    "select rolsuper or rolcreaterole as may from pg_roles where rolname = current_user",
  );
  if (rows[0]?.may !== true) return false;
  for (const role of ROLES) await owner.query(createRole(role));
  return true;
}

/** Roles belong to the whole server: another database's owner may make the same one in the same moment. */
const createRole = (role: AppRole): string => `
  do $$ begin
    create role ${role} nologin;
  exception when duplicate_object or unique_violation then null;
  end $$`;

async function applyWhatChanged(owner: PoolClient): Promise<void> {
  const { rows: tables } = await owner.query<Table>(TABLES);
  const statements = [...tables.flatMap(protectTable), ...protectFunctions()];
  const digest = createHash("sha256").update(statements.join(";")).digest("hex");
  if (await isInPlace(owner, digest)) return;
  await letLedgerCopy(owner);
  await owner.query([...ROLES.map(grantSchema), ...statements].join(";\n"));
  await owner.query(
    `insert into protected_tables (digest) values ($1)
     on conflict (only_row) do update set digest = excluded.digest`,
    [digest],
  );
}

/** A restored database remembers the digest, and may have come without its policies and rights. */
async function isInPlace(owner: PoolClient, digest: string): Promise<boolean> {
  const { rows } = await owner.query(
    `select from protected_tables where digest = $1 and has_table_privilege('${ledger}', 'runs', 'select')
       and exists (select from pg_policies where schemaname = current_schema() and tablename = 'runs')`,
    [digest],
  );
  return rows.length > 0;
}

/** Without partitions: rows are reached through their table, whose policy holds for them. */
const TABLES = `
  select t.table_name as name,
    coalesce(bool_or(c.column_name = 'workspace_id'), false) as "hasWorkspace",
    coalesce(bool_or(c.column_name = 'run_id'), false) as "hasRun"
  from information_schema.tables t left join information_schema.columns c using (table_schema, table_name)
  where t.table_schema = current_schema() and t.table_type = 'BASE TABLE'
    and t.table_name not in (select relname from pg_class where relispartition)
  group by t.table_name order by t.table_name`;

/** P2. Only a superuser can give it; where there is none, the ledger works as the owner (app-store.ts). */
async function letLedgerCopy(owner: PoolClient): Promise<void> {
  const { rows } = await owner.query<{ may: boolean }>(
    `select rolsuper and not (select rolbypassrls from pg_roles where rolname = '${ledger}') as may
     from pg_roles where rolname = current_user`,
  );
  if (rows[0]?.may === true) await owner.query(`alter role ${ledger} bypassrls`);
}

/** Membership lets an owner that is no superuser work as the role. One that may not give it stays what it is. */
const grantSchema = (role: AppRole): string => `
  do $$ begin
    execute format('grant usage on schema %I to ${role}', current_schema());
    if not pg_has_role(current_user, '${role}', case
        when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) then
      execute format('grant ${role} to %I', current_user);
    end if;
  exception when insufficient_privilege then null;
  end $$`;

function protectTable(table: Table): string[] {
  const isWorkspaces = workspaceCondition(table);
  const grants = Object.entries(APP_ROLES).flatMap(([app, role]) => grant(table.name, app as AppName, role));
  if (isWorkspaces === null) return grants;
  return [
    ...grants,
    `alter table "${table.name}" enable row level security`,
    `drop policy if exists of_its_workspace on "${table.name}"`,
    `create policy of_its_workspace on "${table.name}" to ${api}
       using (${isWorkspaces}) with check (${isWorkspaces})`,
    `drop policy if exists of_every_workspace on "${table.name}"`,
    `create policy of_every_workspace on "${table.name}" to ${planner}, ${ledger} using (true) with check (true)`,
  ];
}

function grant(table: string, app: AppName, role: AppRole): string[] {
  const rights = rightsOn(table)[app];
  const revoke = `revoke all on "${table}" from ${role}`;
  return rights === undefined ? [revoke] : [revoke, `grant ${rights} on "${table}" to ${role}`];
}

const protectFunctions = (): string[] =>
  Object.entries(FUNCTION_RIGHTS).flatMap(([name, app]) => [
    `do $$ begin
      execute format('alter function ${name} set search_path = %I, pg_temp', current_schema());
    end $$`, // P5
    `revoke execute on function ${name} from public`,
    `grant execute on function ${name} to ${APP_ROLES[app]}`,
  ]);

/** The setting is read once a statement, not once a row. Runs are behind their own policy: a foreign one is not found. */
function workspaceCondition({ name, hasWorkspace, hasRun }: Table): string | null {
  if (hasWorkspace) return `workspace_id = (select current_setting('${WORKSPACE_SETTING}', true))`;
  if (hasRun) return `exists (select from runs where runs.run_id = "${name}".run_id)`;
  return null;
}
