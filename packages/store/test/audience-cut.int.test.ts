import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cutNextPage, type CutPage, type Store } from "@sluice/store";
import { openTestStore } from "./ledger-fixture.ts";
import { cutPlan, insertUsers, planRun, statsOf, storedBatches, userIdsOf } from "./planned-run-fixture.ts";

const USERS = 1_037;
let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
beforeEach(async () => {
  await store.pool.query("truncate users, runs cascade");
  await insertUsers(store, USERS);
});
afterAll(() => store.close());

type PlanOptions = Parameters<typeof cutPlan>[1];
const cutOnce = (options: PlanOptions = {}, on: Store = store): Promise<CutPage | null> =>
  cutNextPage(on, { now: new Date(), planOf: (run) => cutPlan(run, options), pageRecipients: 100 });

async function cutWhole(options: PlanOptions = {}): Promise<CutPage[]> {
  const pages: CutPage[] = [];
  for (;;) {
    const page = await cutOnce(options);
    if (page === null) return pages;
    pages.push(page);
  }
}

test("every user is in exactly one batch, numbered without gaps, with the values that were asked for", async () => {
  const runId = await planRun(store);
  const pages = await cutWhole();
  const batches = await storedBatches(store, runId);
  expect(pages.map((page) => page.isLastPage).lastIndexOf(false)).toBe(pages.length - 2);
  expect(batches.map((batch) => batch.payload.batch_no)).toEqual(batches.map((_, i) => i));
  expect(batches.map((batch) => batch.recipients)).toEqual(batches.map((batch) => batch.payload.rows.length));
  expect(batches.slice(0, -1).every((batch) => batch.recipients === 10)).toBe(true);
  expect(new Set(userIdsOf(batches)).size).toBe(USERS);
  const rows = batches.flatMap((batch) => batch.payload.rows);
  expect(rows).toContainEqual(["U1", 'Köln "1"', 1, null]);
  expect(rows).toContainEqual(["u3", null, 3, null]);
  expect(await statsOf(store, runId)).toMatchObject({
    audience_is_cut: true,
    targeted: USERS,
    recipients: USERS,
    open: USERS,
    status: "planned",
  });
});

test("an audience that fills its pages exactly ends with the last full one, whoever is excluded behind it", async () => {
  const runId = await planRun(store);
  const pages: Array<CutPage | null> = [];
  for (let i = 0; i < 3; i++) pages.push(await cutOnce({ excludeAbove: 200 }));
  expect(pages.map((page) => page?.isLastPage)).toEqual([false, true, undefined]);
  expect(await statsOf(store, runId)).toMatchObject({
    audience_is_cut: true,
    targeted: USERS,
    recipients: 200,
    excluded: { excluded_by_filter: USERS - 200 },
  });
});

test("of a cut's pages only the last one rings for those who wait for changes", async () => {
  await planRun(store);
  const client = await store.pool.connect();
  const heard: string[] = [];
  client.on("notification", ({ channel }) => heard.push(channel));
  await client.query("listen sluice_runs");
  const heardAfter: number[] = [];
  for (let page = await cutOnce(); page !== null; page = await cutOnce()) {
    await client.query("select 1"); // Postgres tells what it has before it answers
    heardAfter.push(heard.length);
  }
  client.release(true);
  expect(heardAfter).toEqual([...Array(10).fill(0), 1]);
});

test("excluded users are counted by reason, the sums hold after every page, and batches are full all the same", async () => {
  const runId = await planRun(store);
  for (;;) {
    const page = await cutOnce({ excludeAbove: 700 });
    const { targeted, excluded, recipients } = await statsOf(store, runId);
    expect(targeted).toBe(recipients + Object.values(excluded).reduce((sum, count) => sum + count, 0));
    if (page === null) break;
  }
  expect(await statsOf(store, runId)).toMatchObject({
    targeted: USERS,
    recipients: 700,
    excluded: { excluded_by_filter: USERS - 700 },
  });
  expect((await storedBatches(store, runId)).map((batch) => batch.recipients)).toEqual(Array(70).fill(10));
});

test("a cut that dies on any page leaves nothing of that page, and the next one continues", async () => {
  const runId = await planRun(store);
  for (let pages = 0; ; pages++) {
    const beforeDeath = await statsOf(store, runId);
    const dying = withFailingCommit(store);
    await expect(cutOnce({}, dying)).rejects.toThrow("killed before commit");
    expect(await statsOf(store, runId)).toMatchObject({ recipients: beforeDeath.recipients });
    const page = await cutOnce();
    if (page?.isLastPage) break;
    expect(pages).toBeLessThan(50);
  }
  expect(userIdsOf(await storedBatches(store, runId)).sort()).toEqual(
    [...new Set(userIdsOf(await storedBatches(store, runId)))].sort(),
  );
  expect(await statsOf(store, runId)).toMatchObject({ targeted: USERS, recipients: USERS });
});

test("two planners at once plan one run once", async () => {
  const runId = await planRun(store);
  const planner = async () => {
    let idle = 0;
    while (idle < 3) idle = (await cutOnce()) === null ? idle + 1 : 0;
  };
  await Promise.all([planner(), planner(), planner()]);
  const batches = await storedBatches(store, runId);
  expect(userIdsOf(batches)).toHaveLength(USERS);
  expect(new Set(userIdsOf(batches)).size).toBe(USERS);
  expect(await statsOf(store, runId)).toMatchObject({ recipients: USERS, audience_is_cut: true });
});

test("a batch stays within its bound of bytes, and a row that does not fit half of one is excluded and counted", async () => {
  await store.pool.query(
    "update users set attributes = attributes || jsonb_build_object('city', repeat('x', (attributes ->> 'n')::int % 5 * 200)) where (attributes ->> 'n')::int < 300",
  );
  await store.pool.query(
    "update users set attributes = attributes || jsonb_build_object('city', repeat('y', 5000)) where (attributes ->> 'n')::int = 300",
  );
  const runId = await planRun(store);
  await cutWhole({ maxBatchBytes: 4096 });
  const { rows } = await store.pool.query<{ largest: number }>(
    "select max(octet_length(payload)) as largest from run_batches",
  );
  expect(rows[0]?.largest).toBeLessThanOrEqual(4096);
  expect(await statsOf(store, runId)).toMatchObject({
    targeted: USERS,
    recipients: USERS - 1,
    excluded: { row_too_large: 1 },
  });
});

test("a run is not cut before it starts, nor when it is paused or stopped", async () => {
  await planRun(store, new Date(Date.now() + 60_000));
  for (const status of ["paused", "stopped"]) {
    const runId = await planRun(store);
    await store.db.updateTable("runs").set({ status }).where("run_id", "=", runId).execute();
  }
  expect(await cutWhole()).toEqual([]);
});

test("a small run does not wait for a large one that was due before", async () => {
  const large = await planRun(store);
  await cutOnce();
  const small = await planRun(store);
  expect((await cutOnce())?.run.runId).toBe(small);
  expect(await statsOf(store, large)).toMatchObject({ recipients: 100 });
});

test("an audience without anyone is cut with one page and no batch", async () => {
  const runId = await planRun(store);
  expect(await cutWhole({ excludeAbove: 0 })).toHaveLength(1);
  expect(await storedBatches(store, runId)).toEqual([]);
  expect(await statsOf(store, runId)).toMatchObject({
    audience_is_cut: true,
    recipients: 0,
    targeted: USERS,
  });
});

/** The store of a planner that is killed after its last statement and before the commit. */
function withFailingCommit(original: Store): Store {
  const connect = async () => {
    const client = await original.pool.connect();
    const query = async (...args: unknown[]): Promise<unknown> => {
      if (args[0] === "commit") throw new Error("killed before commit");
      return Reflect.apply(
        Reflect.get(Object.getPrototypeOf(client) as object, "query") as () => unknown,
        client,
        args,
      );
    };
    return Object.defineProperties(Object.create(client) as typeof client, {
      query: { value: query },
      release: { value: (error?: boolean) => client.release(error) },
    });
  };
  const query = original.pool.query.bind(original.pool);
  return { ...original, pool: { connect, query } as unknown as Store["pool"] };
}
