// The store as one workspace sees it: every statement runs in a transaction that says which workspace it works for, and
// Postgres shows nothing of another one (protect-tables.ts).
//
//   S1. The workspace ends with the transaction (SET LOCAL): a pooled connection never carries it to the next request.
//   S2. A statement outside a transaction gets one of its own: two short messages more, which a pipelined store sends with it.
//   S3. Made for each request and dropped with it; it owns no connection.
import { Kysely, PostgresDialect } from "kysely";
import { escapeLiteral, type Pool, type PoolClient } from "pg";
import type { WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";
import { WORKSPACE_SETTING } from "./protect-tables.ts";

/**
 * For work that finds rows by their key, or those of its workspace: Postgres plans a kept statement once, for whatever its tables will hold, and has no
 * way to choose but an index.
 */
export const BY_KEY = "set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off";

/**
 * @param workspaceId of the caller's credential, never of a request's content.
 * @param settings `set local …`, in force in each of its transactions
 */
export function tenantStore(store: Store, workspaceId: WorkspaceId, settings?: string): Store {
  const own = `set local ${WORKSPACE_SETTING} = ${escapeLiteral(workspaceId)}`;
  const setLocal = settings === undefined ? own : `${own}; ${settings}`;
  const connect = async (): Promise<PoolClient> =>
    tenantClient(await store.pool.connect(), setLocal, store.isPipelined);
  const query = async (...statement: unknown[]): Promise<unknown> => {
    const client = await connect();
    try {
      return await sendOver(client)(...statement);
    } finally {
      client.release();
    }
  };
  const close = async (): Promise<void> => undefined; // S3
  const pool = Object.create(store.pool, {
    connect: { value: connect },
    query: { value: query },
    end: { value: close },
  }) as Pool;
  return { ...store, db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), pool, close };
}

/** Text and values, or a query object such as a COPY: passed on as it came. */
const sendOver = (client: PoolClient): ((...statement: unknown[]) => unknown) =>
  client.query.bind(client) as (...statement: unknown[]) => unknown;

const BEGIN = /^\s*(?:begin|start transaction)\b/i;
const END = /^\s*(?:commit|rollback)\s*$/i;

function tenantClient(client: PoolClient, setLocal: string, isPipelined: boolean): PoolClient {
  const send = sendOver(client);
  let isInTransaction = false;

  function query(...statement: unknown[]): unknown {
    const [text] = statement;
    if (typeof text === "string" && BEGIN.test(text)) {
      isInTransaction = true;
      return client.query(`${text}; ${setLocal}`); // one message
    }
    if (typeof text === "string" && END.test(text)) isInTransaction = false;
    else if (!isInTransaction) return isPipelined ? together(statement) : inOwnTransaction(statement);
    return send(...statement);
  }

  /** S2 */
  async function inOwnTransaction(statement: unknown[]): Promise<unknown> {
    await client.query(`begin; ${setLocal}`);
    try {
      const result: unknown = await send(...statement);
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    }
  }

  /** S2. A statement that fails makes a rollback of the commit. */
  async function together(statement: unknown[]): Promise<unknown> {
    const sent = [client.query(`begin; ${setLocal}`), send(...statement), client.query("commit")];
    const [begun, answered, ended] = await Promise.allSettled(sent);
    for (const outcome of [begun, answered, ended]) if (outcome?.status === "rejected") throw outcome.reason;
    return answered?.status === "fulfilled" ? answered.value : undefined;
  }

  return Object.create(client, {
    query: { value: query },
    release: { value: (reason?: Error | boolean) => client.release(reason) },
  }) as PoolClient;
}
