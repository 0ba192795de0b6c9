// Runs, batches and ledger entries as the planner and a sender would make them.
import { randomBytes } from "node:crypto";
import { startTestPostgres } from "@sluice/embedded";
import {
  type LedgerEntry,
  mintUuidV7,
  type OutcomeColumns,
  type OutcomeEnd,
  type RecipientRow,
  type RunId,
} from "@sluice/schema";
import { migrate, openStore, type Store } from "@sluice/store";

export const WORKSPACE = "acme";

export async function openTestStore(): Promise<Store & AsyncDisposable> {
  const postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  const store = openStore({ databaseUrl: await postgres.createDatabase("sluice"), applicationName: "test" });
  await migrate(store);
  await store.db.insertInto("workspaces").values({ workspace_id: WORKSPACE, name: "Acme" }).execute();
  const stop = async () => {
    await store.close();
    await postgres.stop();
  };
  return { ...store, close: stop, [Symbol.asyncDispose]: stop };
}

export interface RunOptions {
  recipients?: number;
  status?: string;
  expiresAt?: Date;
  isCut?: boolean;
  batches?: number;
  attributes?: string[];
}

/** A run in the middle of sending, its batches on the bus. */
export async function insertRun(store: Store, options: RunOptions = {}): Promise<RunId> {
  const { recipients = 2, status = "sending", isCut = true, batches = 1, attributes = ["name"] } = options;
  const runId = mintUuidV7(Date.now(), randomBytes(10));
  await store.db
    .insertInto("runs")
    .values({
      run_id: runId,
      workspace_id: WORKSPACE,
      campaign_id: "0123456789abcdef01234567",
      version: 1,
      content_hash: "c".repeat(64),
      approval_id: "01890000-0000-7000-8000-000000000000",
      definition: "{}",
      status,
      starts_at: new Date(),
      expires_at: options.expiresAt ?? new Date(Date.now() + 3_600_000),
      cut_finished_at: isCut ? new Date() : null,
      recipients,
      next_batch_no: batches,
    })
    .execute();
  await store.db.insertInto("run_totals").values({ run_id: runId }).execute();
  for (let batchNo = 0; batchNo < batches; batchNo++) {
    await store.db
      .insertInto("run_batches")
      .values({
        run_id: runId,
        batch_no: batchNo,
        state: "fed",
        recipients,
        payload: JSON.stringify({ attributes, rows: [] }),
        fed_at: new Date(0),
      })
      .execute();
  }
  return runId;
}

export interface TestOutcome {
  user: string;
  end: OutcomeEnd;
  reason?: string;
  attempts?: number;
  isRequested?: boolean;
  isPossibleDuplicate?: boolean;
  dueAtMs?: number;
  row?: RecipientRow;
}

export function entryOf(outcomes: readonly TestOutcome[], state: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    v: 1,
    epoch: 1,
    owner: "sender-1",
    claimed: outcomes.length,
    settled: "Aw==",
    recipients: Math.max(outcomes.length, 1),
    done: true,
    released: false,
    at_ms: 1_790_000_000_000,
    outcomes: columnsOf(outcomes),
    ...state,
  };
}

function columnsOf(outcomes: readonly TestOutcome[]): OutcomeColumns {
  const reasons = [...new Set(outcomes.flatMap(({ reason }) => reason ?? []))];
  const retries = outcomes.filter(({ end }) => end === "retry");
  const dead = outcomes.filter(({ end }) => end === "dead_lettered");
  const rowOf = ({ user, row }: TestOutcome): RecipientRow => row ?? [user, "Ada"];
  return {
    index: outcomes.map((_, i) => i),
    user_id: outcomes.map(({ user }) => user),
    end: outcomes.map(({ end }) => end),
    status: outcomes.map(({ end }) => (end === "delivered" ? 200 : 503)),
    attempts: outcomes.map(({ attempts }) => attempts ?? 1),
    requested: outcomes.map(({ isRequested }) => (isRequested === false ? 0 : 1)),
    latency_ms: outcomes.map(() => 20),
    reason: outcomes.map(({ reason }) => (reason === undefined ? -1 : reasons.indexOf(reason))),
    reasons,
    possible_duplicate: outcomes.map(({ isPossibleDuplicate }) => (isPossibleDuplicate ? 1 : 0)),
    retry_due_at_ms: retries.map(({ dueAtMs }) => dueAtMs ?? 0),
    retry_rows: retries.map(rowOf),
    dead_letter_rows: dead.map(rowOf),
  };
}

export async function totalsOf(store: Store, runId: RunId) {
  return store.db.selectFrom("run_totals").selectAll().where("run_id", "=", runId).executeTakeFirstOrThrow();
}
