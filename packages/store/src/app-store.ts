// The database as an app opens it: tables up to date, then every connection works as the app's own role.
//
//   A1. DATABASE_URL may be the role's own login (least rights from the first byte), or the owner's, who then becomes the
//       role on every connection.
//   A2. Where that cannot be (no right to make roles, a role that lacks what it needs), the app works with the rights it was
//       given, and says so: `role` is null.
import type { Pool } from "pg";
import { openStore, type Store, type StoreOptions } from "./connect.ts";
import { migrate } from "./migrate.ts";
import { APP_ROLES, type AppName, type AppRole } from "./table-rights.ts";

export interface AppStore extends Store {
  /** null: A2. */
  role: AppRole | null;
}

/** @throws Error when the tables are not up to date and this user may not change them. */
export async function openAppStore(app: AppName, options: StoreOptions): Promise<AppStore> {
  const asGiven = openStore({ ...options, maxConnections: 1 });
  try {
    await migrate(asGiven);
    const role = (await canWorkAs(asGiven.pool, APP_ROLES[app])) ? APP_ROLES[app] : null;
    return { ...openStore({ ...options, ...(role !== null && { role }) }), role };
  } finally {
    await asGiven.close();
  }
}

/** Tried, not asked: what a member of a role may do differs between versions of Postgres. */
export async function canWorkAs(pool: Pick<Pool, "connect">, role: AppRole): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(`set local role ${role}`);
    return role !== APP_ROLES.ledger || (await bypassesPolicies(client));
  } catch {
    return false;
  } finally {
    await client.query("rollback").catch(() => undefined);
    client.release();
  }
}

async function bypassesPolicies(client: { query: Pool["query"] }): Promise<boolean> {
  const { rows } = await client.query<{ does: boolean }>(
    "select rolbypassrls as does from pg_roles where rolname = current_user",
  );
  return rows[0]?.does === true;
}
