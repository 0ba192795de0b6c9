import { afterAll, beforeAll, expect, test } from "vitest";
import { ChangeBell, hearRunChanges, type Store } from "@sluice/store";
import { insertRun, openTestStore } from "./ledger-fixture.ts";

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const eventually = (isSo: () => boolean): Promise<void> => expect.poll(isSo, { timeout: 20_000 }).toBe(true);

async function heard(bell: ChangeBell, change: () => Promise<unknown>): Promise<void> {
  const before = bell.rings;
  await change();
  await eventually(() => bell.rings > before);
}

test("a run that is published, paused or limited, and a cap that is changed, are heard when they are committed", async () => {
  const bell = new ChangeBell();
  const hearing = hearRunChanges(store, bell);
  await eventually(() => bell.rings === 1); // it listens
  let runId = "";
  await heard(bell, async () => (runId = await insertRun(store)));
  await heard(bell, () => store.pool.query("update runs set status = 'paused' where run_id = $1", [runId]));
  await heard(bell, () => store.pool.query("update runs set requests_per_minute = 7"));
  await heard(bell, () => store.pool.query("update workspaces set requests_per_minute = 8"));
  expect(bell.rings).toBeGreaterThan(4);
  await hearing.stop();
});

test("a page of a cut is no change; whoever lost the connection hears again, and has heard that it may have missed something", async () => {
  const bell = new ChangeBell();
  const hearing = hearRunChanges(store, bell);
  await eventually(() => bell.rings === 1);
  await insertRun(store);
  await eventually(() => bell.rings > 1);
  const before = bell.rings;
  await store.pool.query("update runs set cut_cursor = 'u', recipients = recipients + 1");
  await store.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen sluice_runs' and datname = current_database()",
  );
  await eventually(() => bell.rings > before);
  expect(bell.rings).toBe(before + 1); // of the new connection
  await heard(bell, () => insertRun(store));
  await hearing.stop();
});
