// The end of a run: when every recipient has one of the six ends. Later, what only sending needed is removed.
//
//   N1. A run ends when its audience is cut (or was stopped before) and the ends add up to its recipients. A triggered run
//       goes on until it is stopped, or replaced by another one.
//   N2. It ends once: the row is locked, and the sums are read again under the lock. It is announced before the end is
//       committed, so a crash between the two announces twice and never loses the news.
import {
  RECIPIENT_ENDS,
  type RecipientEnd,
  type RunId,
  type RunStatus,
  type WorkspaceId,
} from "@sluice/schema";
import { type Kysely, sql } from "kysely";
import type { Store } from "./connect.ts";
import { givePlacesBack } from "./counted-messages.ts";
import type { Database } from "./database.ts";
import { attributesOfFirstBatch } from "./retries.ts";

export interface EndedRun {
  workspaceId: WorkspaceId;
  campaignId: string;
  runId: RunId;
  status: RunStatus;
  targeted: number;
  recipients: number;
  ends: Record<RecipientEnd, number>;
  /** Requests made. */
  attempts: number;
  possibleDuplicates: number;
  startedAt: Date | null;
  endedAt: Date;
}

const SUM_OF_ENDS = RECIPIENT_ENDS.map((end) => `t.${end}`).join(" + ");
/** N1. */
const IS_SETTLED = `r.ended_at is null and t.retrying = 0 and r.recipients = ${SUM_OF_ENDS}
  and (r.cut_finished_at is not null or r.status = 'stopped')
  and (not r.is_triggered or r.status = 'stopped' or (r.replaced_at is not null and r.status = 'sending'))`;

/** Asked again and again, mostly in vain: one statement, which Postgres has ready. */
export async function settledRuns(store: Store): Promise<RunId[]> {
  const text = `select r.run_id from runs r join run_totals t using (run_id) where ${IS_SETTLED}`;
  const { rows } = await store.pool.query<{ run_id: RunId }>({ name: "settled_runs", text });
  return rows.map((row) => row.run_id);
}

/** @returns null when it was not to be ended after all. @throws what `announce` throws; then the run has not ended. */
export async function endRun(
  store: Store,
  runId: RunId,
  nowMs: number,
  announce: (run: EndedRun) => Promise<void>,
): Promise<EndedRun | null> {
  return store.db.transaction().execute(async (tx) => {
    const settled = await lockSettled(tx, runId);
    if (settled === null) return null;
    const ended = toEndedRun(settled, nowMs);
    const { skipped, expired, cancelled } = ended.ends;
    const endedWithoutDelivery = skipped + expired + cancelled;
    await givePlacesBack(tx, { runId, endedWithoutDelivery }, ended.endedAt);
    await tx
      .updateTable("runs")
      .set({ status: ended.status, ended_at: ended.endedAt })
      .where("run_id", "=", runId)
      .execute();
    await announce(ended); // N2
    return ended;
  });
}

type SettledRow = Record<RecipientEnd, number> & {
  workspace_id: WorkspaceId;
  campaign_id: string;
  run_id: RunId;
  status: RunStatus;
  targeted: number;
  recipients: number;
  attempts: number;
  possible_duplicates: number;
  started_at: Date | null;
  expires_at: Date;
};

/**
 * The lock comes first: what a statement reads of another table while it waits for a lock may be old. Not the strongest
 * lock: the projection must be able to store rows that refer to the run.
 */
async function lockSettled(tx: Kysely<Database>, runId: RunId): Promise<SettledRow | null> {
  await sql`select from runs where run_id = ${runId} for no key update`.execute(tx);
  const { rows } = await sql<SettledRow>`
    select r.workspace_id, r.campaign_id, r.run_id, r.status, r.targeted, r.recipients, r.started_at, r.expires_at,
      t.delivered, t.skipped, t.unknown, t.expired, t.cancelled, t.dead_lettered, t.attempts, t.possible_duplicates
    from runs r join run_totals t using (run_id) where r.run_id = ${runId} and ${sql.raw(IS_SETTLED)}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

function toEndedRun(row: SettledRow, nowMs: number): EndedRun {
  const { delivered, skipped, unknown, expired, cancelled, dead_lettered } = row;
  return {
    workspaceId: row.workspace_id,
    campaignId: row.campaign_id,
    runId: row.run_id,
    status: statusAtEnd(row, nowMs),
    targeted: row.targeted,
    recipients: row.recipients,
    ends: { delivered, skipped, unknown, expired, cancelled, dead_lettered },
    attempts: row.attempts,
    possibleDuplicates: row.possible_duplicates,
    startedAt: row.started_at,
    endedAt: new Date(nowMs),
  };
}

/** `expired` when time ran out for somebody; a run whose last request was answered after its time is `sent`. */
export function statusAtEnd(
  run: { status: RunStatus; recipients: number; expired: number; expires_at: Date },
  nowMs: number,
): RunStatus {
  if (run.status === "stopped" || run.status === "expired") return run.status;
  if (run.recipients === 0) return "not_sent";
  return run.expired > 0 && run.expires_at.getTime() <= nowMs ? "expired" : "sent";
}

export interface RunRef {
  workspaceId: WorkspaceId;
  runId: RunId;
}

/** Runs that ended before the given time and still have their batches. */
export async function runsToClear(store: Store, endedBeforeMs: number): Promise<RunRef[]> {
  const rows = await store.db
    .selectFrom("runs")
    .select(["workspace_id", "run_id"])
    .where("ended_at", "<=", new Date(endedBeforeMs))
    .where("cleared_at", "is", null)
    .limit(100)
    .execute();
  return rows.map((row) => ({ workspaceId: row.workspace_id, runId: row.run_id }));
}

/**
 * Removes the batches of an ended run. The names of their attributes stay: a replay of dead letters needs them.
 * @param removeFromBus is called under the run's lock, so that no replay can reopen the run meanwhile.
 * @returns false when the run was reopened. @throws what `removeFromBus` throws; then nothing is removed here.
 */
export async function clearRun(
  store: Store,
  runId: RunId,
  nowMs: number,
  removeFromBus: () => Promise<void>,
): Promise<boolean> {
  return store.db.transaction().execute(async (tx) => {
    const attributes = JSON.stringify(await attributesOfFirstBatch(tx, runId));
    const { numUpdatedRows } = await tx
      .updateTable("runs")
      .set({
        cleared_at: new Date(nowMs),
        row_attributes: sql<string>`coalesce(row_attributes, ${attributes}::jsonb)`,
      })
      .where("run_id", "=", runId)
      .where("ended_at", "is not", null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await tx.deleteFrom("run_batches").where("run_id", "=", runId).execute();
    await removeFromBus();
    return true;
  });
}
