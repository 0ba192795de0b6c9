// Stops of whole workspaces, and the lock that decides between a stop and whatever would bring a run to life.
//
//   W1. The lock is on the workspace's row. Changes that start something share it, a stop and its lift have it alone; creating
//       campaigns only refers to the row, which neither hinders.
//   W2. It is a statement of its own: what the next one reads is what the transactions that it waited for have left.
import {
  type RunId,
  type StopLift,
  STOP_LIFTS_REQUIRED,
  type WorkspaceId,
  type WorkspaceStop,
} from "@sluice/schema";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";

/** W1, W2 */
export async function lockWorkspace(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  how: "shared" | "alone",
): Promise<void> {
  await db
    .selectFrom("workspaces")
    .select("workspace_id")
    .where("workspace_id", "=", workspaceId)
    .$if(how === "shared", (query) => query.forShare())
    .$if(how === "alone", (query) => query.forNoKeyUpdate())
    .execute();
}

export async function stopInForce(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
): Promise<WorkspaceStop | null> {
  const row = await db
    .selectFrom("workspace_stops")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : toStop(row);
}

const toStop = (row: Selectable<Database["workspace_stops"]>): WorkspaceStop => ({
  stop_id: row.stop_id,
  stopped_by: row.stopped_by,
  stopped_at: row.stopped_at.toISOString(),
  reason: row.reason,
  paused_runs: row.paused_run_ids.length,
  lifts: row.lifts,
  lifts_required: STOP_LIFTS_REQUIRED,
  ended_at: row.ended_at?.toISOString() ?? null,
});

export interface PausedRun {
  runId: RunId;
  /** In force. null: only the caps hold. */
  requestsPerMinute: number | null;
}

const LIMIT_IN_FORCE = "coalesce(raised_requests_per_minute, requests_per_minute)";

/** Locked in one order, so that it and whoever else changes several runs do not wait for each other. */
export async function pauseLiveRuns(db: Kysely<Database>, workspaceId: WorkspaceId): Promise<PausedRun[]> {
  const { rows } = await sql<PausedRun>`
    with live as materialized (
      select run_id from runs
      where workspace_id = ${workspaceId} and ended_at is null and status in ('planned', 'sending')
      order by run_id for no key update
    )
    update runs set status = 'paused' where run_id in (select run_id from live)
    returning run_id as "runId", ${sql.raw(LIMIT_IN_FORCE)} as "requestsPerMinute"`.execute(db);
  return rows;
}

/** Runs that the stop paused, and that are paused still. */
export async function pausedByStop(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  stopId: string,
): Promise<PausedRun[]> {
  const { rows } = await sql<PausedRun>`
    select run_id as "runId", ${sql.raw(LIMIT_IN_FORCE)} as "requestsPerMinute" from runs
    where workspace_id = ${workspaceId} and ended_at is null and status = 'paused' and run_id::text = any(
      select unnest(paused_run_ids) from workspace_stops where workspace_id = ${workspaceId} and stop_id = ${stopId})`.execute(
    db,
  );
  return rows;
}

export async function addStop(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  stop: Pick<WorkspaceStop, "stop_id" | "stopped_by" | "stopped_at" | "reason">,
  pausedRunIds: readonly RunId[],
): Promise<void> {
  const { stop_id, stopped_by, reason } = stop;
  await db
    .insertInto("workspace_stops")
    .values({
      workspace_id: workspaceId,
      stop_id,
      stopped_by,
      stopped_at: new Date(stop.stopped_at),
      reason,
      paused_run_ids: [...pausedRunIds],
    })
    .execute();
}

export async function saveLifts(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  { stop_id, lifts, ended_at }: { stop_id: string; lifts: readonly StopLift[]; ended_at: string | null },
): Promise<void> {
  await db
    .updateTable("workspace_stops")
    .set({ lifts: JSON.stringify(lifts), ended_at: ended_at === null ? null : new Date(ended_at) })
    .where("workspace_id", "=", workspaceId)
    .where("stop_id", "=", stop_id)
    .execute();
}

export interface WorkUnderWay {
  /** That are planned or send. */
  runs: number;
  /** Of runs that are cut: those without an end. */
  recipients: number;
}

/** What a stop would halt. */
export async function workUnderWay({ pool }: Store, workspaceId: WorkspaceId): Promise<WorkUnderWay> {
  const { rows } = await pool.query<WorkUnderWay>(
    `select count(*)::int as runs, coalesce(sum(greatest(0, r.recipients
         - t.delivered - t.skipped - t.unknown - t.expired - t.cancelled - t.dead_lettered)), 0)::bigint as recipients
     from runs r join run_totals t using (run_id)
     where r.workspace_id = $1 and r.ended_at is null and r.status in ('planned', 'sending')`,
    [workspaceId],
  );
  return rows[0] ?? { runs: 0, recipients: 0 };
}
