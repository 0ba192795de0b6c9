// A ledger process between a real bus and a real Postgres, with the planner's and the sender's part played by the test.
import { randomBytes } from "node:crypto";
import { appendEntry, type BatchRef, type Bus, connectBus, ensureStreams } from "@sluice/bus";
import { startTestServers, type TestServers } from "@sluice/embedded";
import { type LedgerEntry, mintUuidV7, type OutcomeEnd, type RunId } from "@sluice/schema";
import { migrate, openStore, type Store } from "@sluice/store";
import { createLogger } from "@sluice/telemetry";
import { resolveConfig } from "../src/config.ts";
import { type RunningLedger, startLedger } from "../src/start-ledger.ts";
import { DEFAULT_TIMING, type LedgerTiming } from "../src/timing.ts";

export const WORKSPACE = "acme";
export const USERS_A_BATCH = 10;

/** As in production, without the waiting. */
export const QUICK: LedgerTiming = {
  intervalMs: {
    ...DEFAULT_TIMING.intervalMs,
    "batch retries": 50,
    "end runs": 50,
    "clear runs": 50,
    "clear triggered runs": 50,
    "replan lost batches": 50,
    "compact the ledger": 50,
  },
  clearGraceMs: 0,
  fedGraceMs: 0,
  boundPartitionsMs: 100,
  triggeredFedGraceMs: 0,
  triggeredBatchKeptMs: 0,
  triggeredDeliveriesKeptMs: 3_600_000,
};
/** Ended runs keep what they have. */
export const KEEPING: LedgerTiming = { ...QUICK, clearGraceMs: 3_600_000 };

export interface World extends AsyncDisposable {
  servers: TestServers;
  store: Store;
  bus: Bus;
  env: Record<string, string>;
  startLedger(timing?: LedgerTiming): Promise<RunningLedger>;
}

export async function openWorld(): Promise<World> {
  const servers = await startTestServers({ unsafeWithoutFsync: true });
  const env = {
    DATABASE_URL: servers.databaseUrl,
    NATS_URL: servers.natsUrl,
    PORT: "0",
    LOG_LEVEL: "silent",
  };
  const store = openStore({ databaseUrl: servers.databaseUrl, applicationName: "test" });
  await migrate(store);
  await store.db.insertInto("workspaces").values({ workspace_id: WORKSPACE, name: "Acme" }).execute();
  const bus = await connectBus({ natsUrl: servers.natsUrl, name: "test" });
  await ensureStreams(bus);
  const ledgers: RunningLedger[] = [];
  return {
    servers,
    store,
    bus,
    env,
    startLedger: async (timing = KEEPING) => {
      const ledger = await startLedger(
        resolveConfig(env),
        createLogger("ledger", { level: "silent" }),
        timing,
      );
      ledgers.push(ledger);
      return ledger;
    },
    [Symbol.asyncDispose]: async () => {
      for (const ledger of ledgers) await ledger.close();
      await bus.close();
      await store.close();
      await servers.stop();
    },
  };
}

export const mintRunId = (): RunId => mintUuidV7(Date.now(), randomBytes(10));

/** A run of `batches` batches of ten users, marked as fed. */
export async function insertRun(
  store: Store,
  batches: number,
  change: { run_id?: RunId; status?: string; is_triggered?: boolean } = {},
): Promise<RunId> {
  const runId = change.run_id ?? mintRunId();
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
      status: "sending",
      starts_at: new Date(),
      expires_at: new Date(Date.now() + 3_600_000),
      cut_finished_at: new Date(),
      targeted: batches * USERS_A_BATCH,
      recipients: batches * USERS_A_BATCH,
      next_batch_no: batches,
      ...change,
    })
    .execute();
  for (let batchNo = 0; batchNo < batches; batchNo++) {
    const payload = JSON.stringify({ attributes: ["name"], rows: [] });
    await store.db
      .insertInto("run_batches")
      .values({ run_id: runId, batch_no: batchNo, state: "fed", recipients: 10, payload, fed_at: new Date() })
      .execute();
  }
  return runId;
}

export const refOf = (runId: RunId, batchNo: number): BatchRef => ({
  workspaceId: WORKSPACE,
  runId,
  batchNo,
});

/** A sender's only entry of a batch: what became of its ten users. */
export function entryOf(batchNo: number, end: OutcomeEnd = "delivered", dueAtMs = 0): LedgerEntry {
  const users = Array.from({ length: USERS_A_BATCH }, (_, i) => `user-${batchNo}-${i}`);
  const each = <T>(value: T): T[] => users.map(() => value);
  const rows = users.map((user): [string, string] => [user, "Ada"]);
  const isPlain = end === "delivered";
  return {
    v: 1,
    epoch: 1,
    owner: "sender-1",
    claimed: USERS_A_BATCH,
    settled: "/wM=",
    recipients: USERS_A_BATCH,
    done: true,
    released: false,
    at_ms: Date.now(),
    outcomes: {
      index: users.map((_, i) => i),
      user_id: users,
      end: each(end),
      status: each(isPlain ? 200 : 503),
      attempts: each(1),
      requested: each(1),
      latency_ms: each(20),
      reason: each(isPlain ? -1 : 0),
      reasons: isPlain ? [] : ["status 503"],
      possible_duplicate: each(0),
      retry_due_at_ms: end === "retry" ? each(dueAtMs) : [],
      retry_rows: end === "retry" ? rows : [],
      dead_letter_rows: end === "dead_lettered" ? rows : [],
    },
  };
}

export async function settle(
  bus: Bus,
  runId: RunId,
  batchNo: number,
  entry = entryOf(batchNo),
): Promise<void> {
  await appendEntry(bus, refOf(runId, batchNo), entry, 0);
}

export const totalsOf = (store: Store, runId: RunId) =>
  store.db.selectFrom("run_totals").selectAll().where("run_id", "=", runId).executeTakeFirst();
export const runOf = (store: Store, runId: RunId) =>
  store.db.selectFrom("runs").selectAll().where("run_id", "=", runId).executeTakeFirstOrThrow();
export const batchesOf = (store: Store, runId: RunId) =>
  store.db.selectFrom("run_batches").selectAll().where("run_id", "=", runId).orderBy("batch_no").execute();
