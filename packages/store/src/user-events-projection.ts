// Events off the stream → rows. Postgres is behind the stream and never ahead of it.
//
//   P1. Rows and position move in one transaction, under the position's lock: an event is stored once, whatever dies and
//       however often it is read. Its own id guards it besides, should the stream have begun a new life.
//   P2. In the order of the stream: what merges or deletes a user reaches the events before it and none behind it.
//   P3. Rows are dated by the server that stored the message: no clock of a client or an API decides how long they are kept.
import type { EventEntry, UserEvent, WorkspaceId } from "@sluice/schema";
import { DatabaseError, type PoolClient } from "pg";
import type { Store } from "./connect.ts";
import { inTransaction } from "./in-transaction.ts";
import { lockPosition } from "./stream-position.ts";
import { coverTimes, USER_EVENTS } from "./time-partitions.ts";
import { moveEvents, removeEvents } from "./user-events.ts";

export interface EventsRecord {
  seq: number;
  storedAtMs: number;
  /** null: nothing that can be stored; only the position moves. */
  content: { workspaceId: WorkspaceId; entries: readonly EventEntry[] } | null;
}

export interface EventsReport {
  stored: number;
  /** Messages that Postgres refused: left out for good. Should stay empty. */
  passedOver: { seq: number; cause: unknown }[];
}

const STREAM = "EVENTS";
const MINUTE_MS = 60_000;

/**
 * Stores messages in one transaction; those that are stored already change nothing.
 * @throws LedgerIdentityError when the stream is another one by now; errors of Postgres other than refused data.
 */
export async function storeEvents(
  store: Store,
  identity: string,
  records: readonly EventsRecord[],
): Promise<EventsReport> {
  await coverTimes(store.pool, USER_EVENTS, minutesOf(records));
  try {
    return await storeGroup(store, identity, records);
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    return storeOneByOne(store, identity, records);
  }
}

async function storeOneByOne(
  store: Store,
  identity: string,
  records: readonly EventsRecord[],
): Promise<EventsReport> {
  const total: EventsReport = { stored: 0, passedOver: [] };
  for (const record of records) {
    try {
      total.stored += (await storeGroup(store, identity, [record])).stored;
    } catch (cause) {
      if (!isRefusedData(cause)) throw cause;
      await storeGroup(store, identity, [{ ...record, content: null }]);
      total.passedOver.push({ seq: record.seq, cause });
    }
  }
  return total;
}

const storeGroup = (
  store: Store,
  identity: string,
  records: readonly EventsRecord[],
): Promise<EventsReport> =>
  inTransaction(store.pool, async (client) => {
    const lastSeq = await lockPosition(client, STREAM, identity);
    const fresh = records.filter(({ seq }) => seq > lastSeq); // P1
    const last = fresh.at(-1);
    if (last === undefined) return { stored: 0, passedOver: [] };
    const stored = await applyInOrder(client, fresh);
    await client.query("update ledger_position set last_seq = $2 where stream = $1", [STREAM, last.seq]);
    return { stored, passedOver: [] };
  });

/** P2 */
async function applyInOrder(client: PoolClient, records: readonly EventsRecord[]): Promise<number> {
  let stored = 0;
  let rows: object[] = [];
  const flush = async (): Promise<void> => {
    stored += await insert(client, rows);
    rows = [];
  };
  for (const { content, storedAtMs } of records) {
    for (const entry of content?.entries ?? []) {
      const workspaceId = content?.workspaceId ?? "";
      if (entry.kind === "event") {
        rows.push(toRow(workspaceId, entry, storedAtMs));
        continue;
      }
      await flush();
      await applyEnd(client, workspaceId, entry);
    }
  }
  await flush();
  return stored;
}

const applyEnd = (
  client: PoolClient,
  workspaceId: WorkspaceId,
  entry: Exclude<EventEntry, UserEvent>,
): Promise<void> =>
  entry.kind === "user_deleted"
    ? removeEvents(client, workspaceId, entry.user_id)
    : moveEvents(client, workspaceId, {
        mergedUserId: entry.merged_user_id,
        retainedUserId: entry.retained_user_id,
      });

const toRow = (workspaceId: WorkspaceId, event: UserEvent, storedAtMs: number): object => ({
  ...event,
  workspace_id: workspaceId,
  accepted_at_ms: storedAtMs,
});

async function insert(client: PoolClient, rows: readonly object[]): Promise<number> {
  if (rows.length === 0) return 0;
  const { rowCount } = await client.query(INSERT, [JSON.stringify(rows)]);
  return rowCount ?? 0;
}

const INSERT = `
  insert into user_events (workspace_id, user_id, at, event_id, accepted_at, name, device_id, platform, app_version,
    timezone_offset_s, attributes)
  select workspace_id, user_id, to_timestamp(at_ms / 1000.0), event_id, to_timestamp(accepted_at_ms / 1000.0), name,
    device_id, platform, app_version, timezone_offset_s, attributes
  from json_to_recordset($1::json) as row (workspace_id text, user_id text, at_ms bigint, event_id uuid,
    accepted_at_ms bigint, name text, device_id text, platform text, app_version text, timezone_offset_s integer,
    attributes jsonb)
  on conflict do nothing`;

/** A partition covers whole minutes. */
const minutesOf = (records: readonly EventsRecord[]): Set<number> =>
  new Set(records.map(({ storedAtMs }) => Math.floor(storedAtMs / MINUTE_MS) * MINUTE_MS));

/** SQLSTATE class 22, data exceptions, and 23, violated constraints: trying again would fail again. */
const isRefusedData = (error: unknown): boolean =>
  error instanceof DatabaseError && /^2[23]/.test(error.code ?? "");
