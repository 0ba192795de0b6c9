// The one place that opens Postgres. Ordinary statements go through kysely, hot ones through a pooled client.
import { Kysely, PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import type { Database } from "./database.ts";
import { PreparingClient } from "./preparing-client.ts";
import type { AppRole } from "./table-rights.ts";

// Counts are int8 in Postgres and far below 2^53 here.
types.setTypeParser(types.builtins.INT8, Number);

/**
 * What is done every ten seconds must not find its connection closed after ten: opening one costs both sides ten milliseconds of
 * CPU, and what Postgres had ready is gone with the old one.
 */
const KEPT_IDLE_MS = 60_000;

/**
 * Kept statements are parsed once and planned each time. A plan that Postgres keeps, too, is made for the table as it was: batches
 * come and go, and one made while there were none reads the whole table for a minute after there are thousands (four times the
 * CPU of Postgres for each request, measured).
 */
const PLANNED = "set plan_cache_mode = force_custom_plan";

export interface Store {
  db: Kysely<Database>;
  pool: Pool;
  /** See StoreOptions. */
  isPipelined: boolean;
  close(): Promise<void>;
}

export interface StoreOptions {
  databaseUrl: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  maxConnections?: number;
  /** Every connection works as it (app-store.ts). Default: whoever databaseUrl names. */
  role?: AppRole;
  /** Statements of a connection travel together and need not wait for each other's answers. Such a store cannot COPY. */
  isPipelined?: boolean;
  /** An idle connection broke; the pool replaces it. For the log. */
  onIdleError?: (error: Error) => void;
}

export function openStore(options: StoreOptions): Store {
  const { role, isPipelined = false } = options;
  const pool = new Pool({
    connectionString: options.databaseUrl,
    application_name: options.applicationName,
    max: options.maxConnections ?? 5,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: KEPT_IDLE_MS,
    pipeline: isPipelined,
    // Not where statements do not wait for each other's answers: whether one is kept is known only from its answer.
    ...(!isPipelined && { Client: PreparingClient }),
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it; its types do not say so
    onConnect: async (client) =>
      void (await client.query(role === undefined ? PLANNED : `${PLANNED}; set role ${role}`)),
  });
  // Without a listener a restart of Postgres would end the process.
  pool.on("error", (error) => options.onIdleError?.(error));
  // The pool listens to idle clients alone. One that breaks in use rejects its query, and would also end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, isPipelined, close: () => close(db, pool) };
}

/** Kysely ends the pool only if a statement went through it; left open, the pool's idle connections keep the process alive. */
async function close(db: Kysely<Database>, pool: Pool): Promise<void> {
  await db.destroy();
  if (!pool.ending) await pool.end();
}
