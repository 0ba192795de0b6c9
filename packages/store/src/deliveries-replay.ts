// Replay: a person sends dead letters again.
//
//   L1. One transaction: the dead letter goes and the retry comes; the sums of the run hold at every moment.
//   L2. A replay is a new series of attempts, counted from 0, with the same idempotency key: the endpoint can still tell
//       that it has seen the recipient. The run's `attempts` go on counting every request.
//   L3. It works on a run that has ended, by reopening it, also when its batches are gone; a run that is being stopped must
//       end first, or the replay would be cancelled with the rest.
//   L4. Never while the workspace is stopped, however short ago it was: a stop waits for this transaction, or this for the stop.
import type { RunId, WorkspaceId } from "@sluice/schema";
import { type Kysely, sql } from "kysely";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";
import { OTHER_REASON } from "./ledger-projection-tally.ts";
import { lockWorkspace, stopInForce } from "./workspace-stops.ts";

export type ReplayErrorCode = "RUN_NOT_FOUND" | "RUN_STOPPING" | "ALL_STOPPED";

export class ReplayError extends Error {
  override readonly name = "ReplayError";
  readonly code: ReplayErrorCode;

  constructor(code: ReplayErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface ReplayRequest {
  workspaceId: WorkspaceId;
  runId: RunId;
  /** Default: every dead letter of the run. */
  userIds?: readonly string[];
  nowMs: number;
}

/** A reopened run lives at least so long. */
const REPLAY_LIFE_MS = 24 * 3_600 * 1_000;

interface Replayed {
  replayed: number;
}

/** @param beforeCommit what is to be kept together with the replay. @throws ReplayError */
export async function replayDeadLetters(
  store: Store,
  request: ReplayRequest,
  beforeCommit?: (tx: Kysely<Database>, outcome: Replayed) => Promise<void>,
): Promise<Replayed> {
  return store.db.transaction().execute(async (tx) => {
    await assertNotStopped(tx, request.workspaceId); // L4
    await lockRun(tx, request);
    const outcome = await replayWithin(tx, request);
    await beforeCommit?.(tx, outcome);
    return outcome;
  });
}

async function replayWithin(tx: Kysely<Database>, request: ReplayRequest): Promise<Replayed> {
  const byReason = await deadLettersToRetries(tx, request);
  const replayed = byReason.reduce((sum, { count }) => sum + count, 0);
  if (replayed > 0) {
    await takeFromTotals(tx, request.runId, replayed, byReason);
    await reopen(tx, request);
  }
  return { replayed };
}

async function assertNotStopped(tx: Kysely<Database>, workspaceId: WorkspaceId): Promise<void> {
  await lockWorkspace(tx, workspaceId, "shared");
  if ((await stopInForce(tx, workspaceId)) === null) return;
  throw new ReplayError(
    "ALL_STOPPED",
    "everything in this workspace is stopped; replay when the stop is lifted",
  );
}

/** A lock under which the projection can still store rows that refer to the run: the two would wait for each other. */
async function lockRun(tx: Kysely<Database>, { workspaceId, runId }: ReplayRequest): Promise<void> {
  const run = await tx
    .selectFrom("runs")
    .select(["status", "ended_at"])
    .where("run_id", "=", runId)
    .where("workspace_id", "=", workspaceId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (run === undefined)
    throw new ReplayError(
      "RUN_NOT_FOUND",
      `there is no run ${runId} in this workspace; list the campaign's runs`,
    );
  if (run.status === "stopped" && run.ended_at === null)
    throw new ReplayError(
      "RUN_STOPPING",
      `run ${runId} is being stopped; replay its dead letters when it has ended`,
    ); // L3
}

interface ReasonCount {
  reason: string | null;
  count: number;
}

/** L1, L2. */
async function deadLettersToRetries(tx: Kysely<Database>, request: ReplayRequest): Promise<ReasonCount[]> {
  const { runId, userIds } = request;
  const chosen = userIds === undefined ? sql`true` : sql`user_id = any(${userIds}::text[])`;
  const { rows } = await sql<ReasonCount>`
    with gone as (
      delete from deliveries
      where run_id = ${runId} and ending = 'dead_lettered' and row_json is not null and ${chosen}
      returning user_id, reason, row_json),
    waiting as (
      insert into retries (run_id, user_id, due_at, attempts, reason, row_json)
      select ${runId}, user_id, ${new Date(request.nowMs)}, 0, coalesce(reason, ''), row_json from gone)
    select reason, count(*) as count from gone group by reason`.execute(tx);
  return rows;
}

async function takeFromTotals(
  tx: Kysely<Database>,
  runId: RunId,
  replayed: number,
  byReason: readonly ReasonCount[],
): Promise<void> {
  const { reasons } = await tx
    .selectFrom("run_totals")
    .select("reasons")
    .where("run_id", "=", runId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await tx
    .updateTable("run_totals")
    .set((eb) => ({
      dead_lettered: eb("dead_lettered", "-", replayed),
      retrying: eb("retrying", "+", replayed),
      reasons: JSON.stringify(lessReasons(reasons, byReason)),
    }))
    .where("run_id", "=", runId)
    .execute();
}

export function lessReasons(
  known: Readonly<Record<string, number>>,
  gone: readonly ReasonCount[],
): Record<string, number> {
  const left = new Map(Object.entries(known));
  for (const { reason, count } of gone) {
    if (reason === null) continue;
    let missing = count;
    // A reason may have been told apart for a part of its recipients, and be in `other` for the rest.
    for (const name of [reason, OTHER_REASON]) {
      const taken = Math.min(left.get(name) ?? 0, missing);
      missing -= taken;
      left.set(name, (left.get(name) ?? 0) - taken);
    }
  }
  return Object.fromEntries([...left].filter(([, count]) => count > 0));
}

/** L3. The planner puts the run's plan and control back for senders; the ledger batches the retries. */
async function reopen(tx: Kysely<Database>, { runId, nowMs }: ReplayRequest): Promise<void> {
  const earliestEnd = new Date(nowMs + REPLAY_LIFE_MS);
  await tx
    .updateTable("runs")
    .set((eb) => ({
      status: sql<string>`case when ended_at is null then status else 'sending' end`,
      ended_at: null,
      cleared_at: null,
      expires_at: eb.fn<Date>("greatest", ["expires_at", eb.val(earliestEnd)]),
    }))
    .where("run_id", "=", runId)
    .execute();
}
