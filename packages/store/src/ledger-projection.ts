// Settling: ledger entries in, Postgres rows out. Postgres is the ledger's projection.
//
//   P1. Rows, totals, batch states and the position move in one transaction, under the position's lock: an entry is
//       counted once, whatever dies and however often it is read.
//   P2. The position belongs to one life of the stream (its identity). A stream that was lost and made again is read
//       from its start; whoever was on the bus then, and is not known to be settled, is in doubt.
//   P3. Nothing wedges the projection: what the fast way cannot store is stored entry by entry, without the rows that
//       are there already; what even that cannot store is reported and passed over.
import { type Column, type OutcomeColumns, valueAt } from "@sluice/schema";
import { DatabaseError, type PoolClient } from "pg";
import type { Store } from "./connect.ts";
import {
  copyLines,
  DELIVERY_COLUMNS,
  isProjectable,
  type LedgerRecord,
  RETRY_COLUMNS,
} from "./ledger-projection-rows.ts";
import { LedgerIdentityError, openPosition, rewindPosition } from "./stream-position.ts";
import * as statements from "./ledger-projection-statements.ts";
import { endedIn, lastStates, type RunTally, tallyByRun } from "./ledger-projection-tally.ts";

export type PassedOverReason = "columns disagree" | "run is not in the database" | "postgres refused it";

export interface ProjectionReport {
  /** Entries that were new. */
  entries: number;
  outcomes: number;
  /** Outcomes of recipients that had a row already. Should stay 0. */
  duplicates: number;
  /** Entries left out for good. Should stay empty. */
  passedOver: { record: LedgerRecord; reason: PassedOverReason; cause?: unknown }[];
}

/** @returns sequence of the last entry that is projected; 0 when there is none, or when the stream began a new life (P2). */
export async function openLedgerPosition(store: Store, identity: string): Promise<number> {
  await inTransaction(store, async (client) => {
    const position = await statements.lockPosition(client);
    if (position !== null && position.identity !== identity) await statements.doubtFedBatches(client);
  });
  return openPosition(store, statements.LEDGER_STREAM, identity);
}

export const rewindLedgerPosition = (
  store: Store,
  identity: string,
  seqs: { fromSeq: number; toSeq: number },
): Promise<void> => rewindPosition(store, statements.LEDGER_STREAM, identity, seqs);

/**
 * Applies entries in one transaction; those that are projected already change nothing.
 * @throws LedgerIdentityError; errors of Postgres other than refused data: nothing was changed, or all of it (P1) - apply again.
 */
export async function projectEntries(
  store: Store,
  identity: string,
  records: readonly LedgerRecord[],
): Promise<ProjectionReport> {
  try {
    return await inTransaction(store, (client) => apply(client, identity, records, storeFast));
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    return projectOneByOne(store, identity, records); // P3
  }
}

async function projectOneByOne(
  store: Store,
  identity: string,
  records: readonly LedgerRecord[],
): Promise<ProjectionReport> {
  const total = emptyReport();
  for (const record of records) {
    const one = await projectAlone(store, identity, record);
    total.entries += one.entries;
    total.outcomes += one.outcomes;
    total.duplicates += one.duplicates;
    total.passedOver.push(...one.passedOver);
  }
  return total;
}

async function projectAlone(store: Store, identity: string, record: LedgerRecord): Promise<ProjectionReport> {
  try {
    return await inTransaction(store, (client) => apply(client, identity, [record], storeWithoutKnownRows));
  } catch (cause) {
    if (!isRefusedData(cause)) throw cause;
    await inTransaction(store, (client) => apply(client, identity, [record], storeNothing));
    return { ...emptyReport(), passedOver: [{ record, reason: "postgres refused it", cause }] };
  }
}

/** Stores the rows of the records; returns the records as they count. */
type StoreRows = (
  client: PoolClient,
  records: readonly LedgerRecord[],
  nowMs: number,
) => Promise<readonly LedgerRecord[]>;

async function apply(
  client: PoolClient,
  identity: string,
  records: readonly LedgerRecord[],
  storeRows: StoreRows,
): Promise<ProjectionReport> {
  const position = await statements.lockPosition(client);
  if (position?.identity !== identity) {
    throw new LedgerIdentityError(
      `the ledger stream was made again: ${identity} is not ${position?.identity}`,
    );
  }
  const fresh = records.filter((record) => record.seq > position.lastSeq); // P1
  const last = fresh.at(-1);
  if (last === undefined) return emptyReport();
  const report = await storeFresh(client, fresh, (tx, sound) => storeRows(tx, sound, position.nowMs));
  await statements.movePosition(client, last.seq);
  return report;
}

async function storeFresh(
  client: PoolClient,
  fresh: readonly LedgerRecord[],
  storeRows: (client: PoolClient, records: readonly LedgerRecord[]) => Promise<readonly LedgerRecord[]>,
): Promise<ProjectionReport> {
  const knownRuns = await statements.lockTotals(client, [...new Set(fresh.map((record) => record.runId))]);
  const report = emptyReport();
  const sound: LedgerRecord[] = [];
  for (const record of fresh) {
    if (!isProjectable(record)) report.passedOver.push({ record, reason: "columns disagree" });
    else if (!knownRuns.has(record.runId))
      report.passedOver.push({ record, reason: "run is not in the database" });
    else sound.push(record);
  }
  const counted = await storeRows(client, sound);
  const tallies = tallyByRun(counted);
  for (const [runId, tally] of tallies) {
    await statements.addToTotals(client, runId, tally, knownRuns.get(runId) ?? {});
  }
  if (counted.length > 0) await statements.storeBatchStates(client, lastStates(counted));
  return { ...report, ...sums(sound, tallies) };
}

function sums(sound: readonly LedgerRecord[], tallies: ReadonlyMap<string, RunTally>) {
  const outcomes = [...tallies.values()].reduce((sum, tally) => sum + endedIn(tally), 0);
  const offered = sound.reduce((sum, { entry }) => sum + (entry.outcomes?.user_id.length ?? 0), 0);
  return { entries: sound.length, outcomes, duplicates: offered - outcomes };
}

const storeFast: StoreRows = async (client, records, nowMs) => {
  const lines = copyLines(records, nowMs);
  await statements.copyInto(client, "deliveries", DELIVERY_COLUMNS, lines.deliveries);
  await statements.copyInto(client, "retries", RETRY_COLUMNS, lines.retries);
  return records;
};

const storeWithoutKnownRows: StoreRows = async (client, records, nowMs) => {
  const lines = copyLines(records, nowMs);
  const ended = await statements.copyNew(client, "deliveries", DELIVERY_COLUMNS, lines.deliveries);
  const retried = await statements.copyNew(client, "retries", RETRY_COLUMNS, lines.retries);
  return records.map((record) => withOutcomesOf(record, ended, retried));
};

const storeNothing: StoreRows = () => Promise.resolve([]);

function withOutcomesOf(record: LedgerRecord, ended: Set<string>, retried: Set<string>): LedgerRecord {
  const { outcomes } = record.entry;
  if (outcomes === null) return record;
  const isNew = outcomes.user_id.map((user, i) =>
    (valueAt(outcomes.end, i) === "retry" ? retried : ended).delete(user),
  );
  return { ...record, entry: { ...record.entry, outcomes: onlyWhere(isNew, outcomes) } };
}

/** The columns that are counted; rows of retries and dead letters are stored by then. */
function onlyWhere(isNew: readonly boolean[], columns: OutcomeColumns): OutcomeColumns {
  const keep = <T extends string | number>(column: Column<T>): Column<T> =>
    typeof column === "object" ? column.filter((_, i) => isNew[i]) : column;
  return {
    ...columns,
    user_id: columns.user_id.filter((_, i) => isNew[i]),
    end: keep(columns.end),
    requested: keep(columns.requested),
    possible_duplicate: keep(columns.possible_duplicate),
    reason: keep(columns.reason),
  };
}

const emptyReport = (): ProjectionReport => ({ entries: 0, outcomes: 0, duplicates: 0, passedOver: [] });

/** SQLSTATE class 22, data exceptions, and 23, violated constraints: trying again would fail again. */
const isRefusedData = (error: unknown): boolean =>
  error instanceof DatabaseError && /^2[23]/.test(error.code ?? "");

async function inTransaction<T>(store: Store, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await store.pool.connect();
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    // The connection is not worth saving: closing it rolls back, whatever state the failure left it in.
    client.release(true);
    throw error;
  }
}
