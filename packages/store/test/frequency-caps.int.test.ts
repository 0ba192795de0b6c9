// Frequency caps at the cut of an audience, over a real Postgres.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { FrequencyRule } from "@sluice/schema";
import { endRun, removeOldCountedMessages, runsToClear, type Store } from "@sluice/store";
import {
  type CappedRun,
  countedRows,
  cutAll,
  endAt,
  everything,
  planCapped,
  sendCapped,
  setRules,
  settle,
} from "./capped-run-fixture.ts";
import { openTestStore, WORKSPACE } from "./ledger-fixture.ts";
import { insertUsers, statsOf, storedBatches, userIdsOf } from "./planned-run-fixture.ts";

const USERS = 230;
let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
beforeEach(async () => {
  await store.pool.query("truncate users, runs, deliveries, counted_messages cascade");
  await insertUsers(store, USERS);
});
afterAll(() => store.close());

test("who is at a cap is excluded and counted by reason; first come, first served; the funnel sums", async () => {
  await setRules(store, [everything(2, 1)]);
  expect(await sendCapped(store, {}, { upTo: 100 })).toMatchObject({ recipients: 100, excluded: {} });
  expect(await sendCapped(store, {})).toMatchObject({ recipients: USERS, excluded: {} });
  const third = await sendCapped(store, {});
  expect(third).toMatchObject({
    targeted: USERS,
    recipients: USERS - 100,
    excluded: { frequency_capping: 100 },
  });
  expect(await sendCapped(store, {})).toMatchObject({
    recipients: 0,
    excluded: { frequency_capping: USERS },
  });
  expect(await countedRows(store)).toBe(100 + USERS + third.recipients);
});

const about = (rule: object): FrequencyRule => ({ max_messages: 1, days: 1, ...rule }) as FrequencyRule;

test.each<[string, FrequencyRule, CappedRun, CappedRun]>([
  ["a channel", about({ level: "channel", channel: "EMAIL" }), { channel: "EMAIL" }, {}],
  [
    "a delivery type",
    about({ level: "delivery_type", delivery_type: "PERIODIC" }),
    { type: "PERIODIC" },
    { type: "ONE_TIME" },
  ],
  [
    "any of some tags",
    about({ level: "tags", match: "any", tags: ["offer", "sale"] }),
    { tags: ["sale", "x"] },
    { tags: ["x"] },
  ],
  [
    "all of some tags",
    about({ level: "tags", match: "all", tags: ["offer", "sale"] }),
    { tags: ["sale", "x", "offer"] },
    { tags: ["sale", "x"] },
  ],
])("a rule about %s neither limits nor counts what it is not about", async (_, rule, itsOwn, other) => {
  await setRules(store, [rule]);
  expect(await sendCapped(store, other)).toMatchObject({ recipients: USERS });
  expect(await sendCapped(store, itsOwn)).toMatchObject({ recipients: USERS });
  expect(await sendCapped(store, itsOwn)).toMatchObject({ excluded: { frequency_capping: USERS } });
  expect(await sendCapped(store, other)).toMatchObject({ recipients: USERS, excluded: {} });
});

test("all rules hold together", async () => {
  await setRules(store, [everything(3, 1), about({ level: "tags", match: "any", tags: ["offer"] })]);
  await sendCapped(store, { tags: ["offer"] }, { upTo: 50 });
  expect(await sendCapped(store, { tags: ["offer"] })).toMatchObject({ recipients: USERS - 50 });
  expect(await sendCapped(store, {})).toMatchObject({ recipients: USERS });
  expect(await sendCapped(store, {}, { upTo: 10 })).toMatchObject({ recipients: 10 });
  expect(await sendCapped(store, {})).toMatchObject({ excluded: { frequency_capping: 10 } });
});

test("a campaign that ignores caps passes them and counts for others; one that does not count leaves room", async () => {
  await setRules(store, [everything(1, 1)]);
  expect(await sendCapped(store, { counts: false })).toMatchObject({ recipients: USERS });
  expect(await countedRows(store)).toBe(0);
  expect(await sendCapped(store, { ignores: true }, { upTo: 30 })).toMatchObject({ recipients: 30 });
  expect(await sendCapped(store, { ignores: true }, { upTo: 30 })).toMatchObject({ recipients: 30 });
  expect(await sendCapped(store, {})).toMatchObject({ recipients: USERS - 30 });
  expect(await sendCapped(store, { ignores: true, counts: false })).toMatchObject({ recipients: USERS });
  expect(await sendCapped(store, { counts: false })).toMatchObject({ recipients: 0 });
});

test("cuts at the same time never both take the last place of a user, and lose none", async () => {
  await setRules(store, [everything(2, 7)]);
  const runIds = await Promise.all(Array.from({ length: 5 }, () => planCapped(store)));
  await Promise.all(Array.from({ length: 5 }, () => cutAll(store)));
  await cutAll(store);
  const messages = new Map<string, number>();
  for (const runId of runIds) {
    const { targeted, recipients, excluded } = await statsOf(store, runId);
    expect(targeted).toBe(USERS);
    expect(recipients + (excluded["frequency_capping"] ?? 0)).toBe(USERS);
    for (const user of userIdsOf(await storedBatches(store, runId)))
      messages.set(user, (messages.get(user) ?? 0) + 1);
  }
  expect([...messages.values()]).toEqual(Array(USERS).fill(2));
  expect(await countedRows(store)).toBe(2 * USERS);
});

test("a cut that dies on every page counts nobody twice", async () => {
  await setRules(store, [everything(1, 1)]);
  const runId = await planCapped(store);
  for (let pages = 0; pages < 4; pages++) {
    await expect(cutAll(withFailingCommit(store))).rejects.toThrow("killed before commit");
    expect(await countedRows(store)).toBe((await statsOf(store, runId)).recipients);
    await cutAll(withOnePage(store)).catch(() => "one page is done");
  }
  expect(await statsOf(store, runId)).toMatchObject({
    recipients: USERS,
    excluded: {},
    audience_is_cut: true,
  });
  expect(await countedRows(store)).toBe(USERS);
});

test("days begin at midnight of the rules' time zone", async () => {
  await setRules(store, [everything(1, 2)], "Asia/Kolkata");
  const first = await sendCapped(store, {}, { now: new Date("2026-11-22T18:00:00Z") }); // 23:30
  await endAt(store, first.runId, new Date("2026-11-22T18:10:00Z"));
  const at = async (now: string) =>
    (await sendCapped(store, { counts: false }, { now: new Date(now) })).recipients;
  expect(await at("2026-11-22T18:31:00Z"), "the next day").toBe(0);
  expect(await at("2026-11-23T18:29:00Z"), "the last minute of it").toBe(0);
  expect(await at("2026-11-23T18:30:00Z"), "the day after").toBe(USERS);
});

test("what may still be sent after midnight counts then; what was settled before does not", async () => {
  await setRules(store, [everything(1, 1)]);
  const evening = new Date("2026-11-22T23:50:00Z");
  const morning = new Date("2026-11-23T00:10:00Z");
  const { runId, users } = await sendCapped(store, {}, { now: evening });
  await settle(store, runId, new Date("2026-11-22T23:59:00Z"), { users: users.slice(0, 70) });
  await settle(store, runId, new Date("2026-11-23T00:01:00Z"), { users: users.slice(70, 90) });
  const next = await sendCapped(store, { counts: false }, { now: morning });
  expect(next.users.toSorted()).toEqual(users.slice(0, 70).toSorted());
  await endAt(store, runId, evening);
  expect(await sendCapped(store, {}, { now: morning })).toMatchObject({ recipients: USERS });
});

test("who got no request gives the place back when the run ends, once", async () => {
  await setRules(store, [everything(1, 30)]);
  const { runId, users } = await sendCapped(store, {});
  const now = new Date();
  await settle(store, runId, now, { users: users.slice(0, 20), ending: "cancelled", attempts: 0 });
  await settle(store, runId, now, { users: users.slice(20, 40), ending: "cancelled", attempts: 1 });
  await settle(store, runId, now, { users: users.slice(40, 60), ending: "skipped", attempts: 0 });
  await settle(store, runId, now, { users: users.slice(60, 80), ending: "unknown", attempts: 0 });
  await settle(store, runId, now, { users: users.slice(80), ending: "dead_lettered", attempts: 0 });
  const totals = { cancelled: 40, skipped: 20, unknown: 20, dead_lettered: USERS - 80 };
  await store.db.updateTable("run_totals").set(totals).where("run_id", "=", runId).execute();
  await endRun(store, runId, now.getTime(), () => Promise.resolve());
  expect(await runsToClear(store, now.getTime())).toContainEqual({ runId, workspaceId: WORKSPACE });
  const left = await sendCapped(store, { counts: false });
  expect(left.users.toSorted()).toEqual([...users.slice(0, 20), ...users.slice(40, 60)].toSorted());

  // A replay counts its attempts from 0: whoever it does not reach had a request all the same.
  await store.pool.query("update runs set ended_at = null, status = 'sending' where run_id = $1", [runId]);
  await store.pool.query("update deliveries set ending = 'cancelled' where run_id = $1", [runId]);
  await endRun(store, runId, now.getTime(), () => Promise.resolve());
  expect(await sendCapped(store, { counts: false })).toMatchObject({ recipients: 40 });
});

test("a workspace without rules, and a run that has nothing to do with them, is asked nothing", async () => {
  for (const rules of [[], [about({ level: "channel", channel: "PUSH" })]]) {
    await setRules(store, rules);
    const asked: string[] = [];
    const run = await planCapped(store, { counts: rules.length === 0 });
    await cutAll(listening(store, asked));
    expect(await statsOf(store, run)).toMatchObject({ recipients: USERS });
    expect(asked.filter((text) => /counted_messages|counted_as|advisory/.test(text))).toEqual([]);
  }
  expect(await countedRows(store)).toBe(0);
});

test("rows leave when the longest window of any rule has passed, those of a run that is alive do not", async () => {
  await setRules(store, [everything(9, 60)]);
  const old = new Date(Date.now() - 63 * 86_400_000);
  const ended = await sendCapped(store, {}, { now: old, upTo: 50 });
  await endAt(store, ended.runId, old);
  await sendCapped(store, {}, { now: old, upTo: 40 });
  await sendCapped(store, {}, { upTo: 30 });
  expect(await removeOldCountedMessages(store, Date.now(), 20)).toBe(20);
  expect(await removeOldCountedMessages(store, Date.now(), 1_000)).toBe(30);
  expect(await countedRows(store)).toBe(70);
});

type Query = (text: unknown, ...rest: unknown[]) => Promise<unknown>;

/** Every statement of a cut's connection goes through `through`. */
function through(on: Store, before: (text: string) => void): Store {
  const connect = async () => {
    const client = await on.pool.connect();
    const query: Query = async (text, ...rest) => {
      before(typeof text === "string" ? text : "");
      return (client.query as unknown as Query).call(client, text, ...rest);
    };
    return Object.create(client, {
      query: { value: query },
      release: { value: (reason?: boolean) => client.release(reason) },
    }) as typeof client;
  };
  return { ...on, pool: Object.create(on.pool, { connect: { value: connect } }) as Store["pool"] };
}

const withFailingCommit = (on: Store): Store =>
  through(on, (text) => {
    if (text === "commit") throw new Error("killed before commit");
  });

function withOnePage(on: Store): Store {
  let begun = 0;
  return through(on, (text) => {
    if (text === "begin" && begun++ > 0) throw new Error("killed after a page");
  });
}

const listening = (on: Store, asked: string[]): Store => through(on, (text) => void asked.push(text));
