import { Client } from "pg";
import { EmbeddedError } from "./embedded-error.ts";

const CONNECT_TIMEOUT_MS = 5_000;
/** duplicate_database, and unique_violation when two make it in the same moment. */
const THERE_BY_NOW = ["42P04", "23505"];

/** Lower case, so that it needs no quotes anywhere. */
const DATABASE_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

export async function answersQueries(url: string): Promise<boolean> {
  await withClient(url, (client) => client.query("select 1"));
  return true;
}

/**
 * Makes the database if there is none of that name. A template is copied, and must have no connections meanwhile.
 * @throws EmbeddedError INVALID_DATABASE_NAME
 */
export async function ensureDatabase(adminUrl: string, name: string, template = "template1"): Promise<void> {
  for (const each of [name, template]) assertDatabaseName(each);
  await withClient(adminUrl, async (client) => {
    const known = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (known.rows.length > 0) return;
    await client.query(`create database ${name} template ${template}`).catch((cause: unknown) => {
      const isThereNow =
        cause instanceof Error && "code" in cause && THERE_BY_NOW.includes(String(cause.code));
      if (!isThereNow) throw cause;
    });
  });
}

/** duplicate_object, unique_violation: somebody else makes the role in the same moment. */
const MAKE_ROLE = (role: string): string => `
  do $$ begin
    create role ${role};
  exception when duplicate_object or unique_violation then null;
  end $$`;

/** @param password of characters that need no escaping (generated-secret.ts). @throws EmbeddedError INVALID_DATABASE_NAME */
export async function ensureLogin(adminUrl: string, role: string, password: string): Promise<void> {
  assertDatabaseName(role);
  await withClient(adminUrl, async (client) => {
    await client.query(MAKE_ROLE(role));
    await client.query(`alter role ${role} login password '${password}'`);
  });
}

function assertDatabaseName(name: string): void {
  if (DATABASE_NAME.test(name)) return;
  const rule = "use lower-case letters, digits and _, at most 63";
  throw new EmbeddedError("INVALID_DATABASE_NAME", `"${name}" is not a database name here; ${rule}.`);
}

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on("error", () => undefined); // the query in flight rejects with the same error
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
