// During an upgrade senders of two versions write the ledger, also one after the other in the same batch. Version 1 writes every
// column as a list, version 2 a column of equal values as that value.
import { appendEntry } from "@sluice/bus";
import type { LedgerEntry, OutcomeColumns } from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRun, openWorld, refOf, runOf, totalsOf, USERS_A_BATCH, type World } from "./fixture.ts";

const HALF = USERS_A_BATCH / 2;
/** Bits of ten recipients, least significant first. */
const FIRST_HALF_SETTLED = "HwA=";
const ALL_SETTLED = "/wM=";
let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world?.[Symbol.asyncDispose]());

type Version = LedgerEntry["v"];

function outcomes(v: Version, batchNo: number, from: number, to: number): OutcomeColumns {
  const index = Array.from({ length: to - from }, (_, i) => from + i);
  const each = <T>(value: T): T | T[] => (v === 1 ? index.map(() => value) : value);
  return {
    index,
    user_id: index.map((i) => `user-${batchNo}-${i}`),
    end: each("delivered" as const),
    status: each(200),
    attempts: each(1),
    requested: each(1),
    latency_ms: index.map((i) => 20 + i),
    reason: each(-1),
    reasons: [],
    possible_duplicate: each(0),
    retry_due_at_ms: [],
    retry_rows: [],
    dead_letter_rows: [],
  };
}

/** Two halves, each by a sender of its version. */
async function settleBy(runId: string, batchNo: number, [first, second]: readonly [Version, Version]) {
  const of = { recipients: USERS_A_BATCH, released: false, at_ms: Date.now(), claimed: USERS_A_BATCH };
  const half = { ...of, owner: "sender-1", epoch: 1, settled: FIRST_HALF_SETTLED, done: false };
  const whole = { ...of, owner: "sender-2", epoch: 2, settled: ALL_SETTLED, done: true };
  const ref = refOf(runId, batchNo);
  const firstHalf = outcomes(first, batchNo, 0, HALF);
  const appended = await appendEntry(world.bus, ref, { ...half, v: first, outcomes: firstHalf }, 0);
  const seq = appended.kind === "appended" ? appended.seq : -1;
  const secondHalf = outcomes(second, batchNo, HALF, USERS_A_BATCH);
  await appendEntry(world.bus, ref, { ...whole, v: second, outcomes: secondHalf }, seq);
}

const ORDERS: ReadonlyArray<readonly [Version, Version]> = [
  [1, 1],
  [1, 2],
  [2, 1],
  [2, 2],
];

test("batches that senders of both versions wrote, in either order, are projected alike, and the run ends", async () => {
  await world.startLedger();
  const runId = await insertRun(world.store, ORDERS.length);
  for (const [batchNo, order] of ORDERS.entries()) await settleBy(runId, batchNo, order);

  const recipients = ORDERS.length * USERS_A_BATCH;
  await eventually(async () => (await totalsOf(world.store, runId))?.delivered === recipients);
  expect(await totalsOf(world.store, runId)).toMatchObject({ delivered: recipients, attempts: recipients });
  const { rows } = await world.store.pool.query<{ batch: string; rows: number }>(
    `select split_part(user_id, '-', 2) as batch, count(*)::int as rows from deliveries
     where run_id = $1 group by 1 order by 1`,
    [runId],
  );
  expect(rows).toEqual(ORDERS.map((_, batchNo) => ({ batch: `${batchNo}`, rows: USERS_A_BATCH })));
  await eventually(async () => (await runOf(world.store, runId)).status === "sent");
});
