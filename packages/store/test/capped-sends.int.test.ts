// Frequency caps at triggered sends, over a real Postgres.
import { randomBytes } from "node:crypto";
import { mintUuidV7, recipientKey, type RunId } from "@sluice/schema";
import {
  acceptSendsWithinCaps,
  type CappedSend,
  cappingOf,
  sendsOfRequests,
  type Store,
  workspaceSettings,
} from "@sluice/store";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  countedRows,
  cutAll,
  everything,
  planCapped,
  sendCapped,
  setRules,
  settle,
} from "./capped-run-fixture.ts";
import { openTestStore, WORKSPACE } from "./ledger-fixture.ts";
import { insertUsers, statsOf } from "./planned-run-fixture.ts";

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
beforeEach(async () => {
  await store.pool.query("truncate users, runs, deliveries, counted_messages cascade");
});
afterAll(() => store.close());

const envelope = { beforeBatchNo: '{"v":1,"batch_no":', beforeRows: ',"rows":[', afterRows: "]}" };

function send(userId: string, requestId?: string): CappedSend {
  const sendId = mintUuidV7(Date.now(), randomBytes(10));
  const request = requestId === undefined ? null : { id: requestId, digest: Buffer.from(userId) };
  return { userId, sendId, row: JSON.stringify([recipientKey(userId, sendId), userId]), request };
}

async function accept(runId: RunId, sends: readonly CappedSend[], now = new Date(), controls: object = {}) {
  const kind = { channel: "CONNECTOR" as const, campaign_delivery_type: "API_TRIGGERED" as const };
  const { frequency_capping = null } = await workspaceSettings(store.db, WORKSPACE);
  const capping = cappingOf({ ...kind, delivery_controls: controls }, frequency_capping)!;
  const group = { runId, sends, envelope, isPublishedAtOnce: true, now };
  return acceptSendsWithinCaps(store, { ...group, workspaceId: WORKSPACE, capping });
}

const triggered = () => planCapped(store, { type: "API_TRIGGERED" });

test("of several sends to one user in a group the first ones are accepted; the others are held out and counted", async () => {
  await setRules(store, [everything(2, 1)]);
  const runId = await triggered();
  const sends = [send("u1"), send("u1"), send("u2"), send("u1"), send("u1")];
  const { acceptedIds, cappedIds, heldOutIds } = await accept(runId, sends);
  expect([...acceptedIds].toSorted()).toEqual(
    sends
      .slice(0, 3)
      .map(({ sendId }) => sendId)
      .toSorted(),
  );
  expect([...cappedIds].toSorted()).toEqual(
    sends
      .slice(3)
      .map(({ sendId }) => sendId)
      .toSorted(),
  );
  expect(heldOutIds).toEqual(cappedIds);
  expect(await statsOf(store, runId)).toMatchObject({
    targeted: 5,
    recipients: 3,
    excluded: { frequency_capping: 2 },
  });
  expect(await countedRows(store)).toBe(3);
});

test("a call that is made again takes no second place, and hears of the first when the user is at the cap by then", async () => {
  await setRules(store, [everything(1, 1)]);
  const runId = await triggered();
  const first = send("u1", "r1");
  await accept(runId, [first]);
  const again = await accept(runId, [send("u1", "r1")]);
  expect(again.acceptedIds.size).toBe(0);
  expect(again.heldOutIds.size).toBe(0);
  expect((await sendsOfRequests(store, runId, ["r1"])).get("r1")).toMatchObject({
    sendId: first.sendId,
    excluded: null,
  });
  const other = send("u1", "r2");
  await accept(runId, [other]);
  expect((await sendsOfRequests(store, runId, ["r2"])).get("r2")).toMatchObject({
    sendId: other.sendId,
    excluded: "frequency_capping",
  });
  expect(await statsOf(store, runId)).toMatchObject({ recipients: 1, excluded: { frequency_capping: 1 } });
});

test("groups and cuts at the same time never take a place twice", async () => {
  await insertUsers(store, 60);
  await setRules(store, [everything(3, 1)]);
  const runs = await Promise.all([triggered(), triggered(), planCapped(store), planCapped(store)]);
  const userIds = (await store.db.selectFrom("users").select("user_id").execute()).map((row) => row.user_id);
  const groups = Array.from({ length: 6 }, (_, i) =>
    accept(
      runs[i % 2]!,
      userIds.map((userId) => send(userId)),
    ),
  );
  await Promise.all([...groups, cutAll(store), cutAll(store)]);
  await cutAll(store);
  const { rows } = await store.pool.query<{ messages: number }>(
    "select count(*)::int as messages from counted_messages group by user_id",
  );
  expect(rows.map(({ messages }) => messages)).toEqual(Array(60).fill(3));
  const stats = await Promise.all(runs.map((runId) => statsOf(store, runId)));
  expect(stats.reduce((sum, { recipients }) => sum + recipients, 0)).toBe(180);
});

test("a send counts the next day only while it may still be sent, and no longer than it lives", async () => {
  await setRules(store, [everything(1, 1)]);
  const runId = await triggered();
  const evening = new Date("2026-11-22T23:50:00Z");
  const done = send("u1");
  await accept(runId, [done, send("u2")], evening);
  await settle(store, runId, new Date("2026-11-22T23:51:00Z"), { users: [recipientKey("u1", done.sendId)] });
  const acceptedAt = async (now: string) =>
    (await accept(runId, [send("u1"), send("u2")], new Date(now), { count_for_frequency_capping: false }))
      .acceptedIds.size;
  expect(await acceptedAt("2026-11-23T00:10:00Z")).toBe(1);
  expect(await acceptedAt("2026-11-23T23:55:00Z")).toBe(1);
  expect(await acceptedAt("2026-11-24T00:00:00Z")).toBe(2);
});

test("sends that ignore caps pass them and count; a run that takes nothing in counts nothing", async () => {
  await insertUsers(store, 3);
  await setRules(store, [everything(1, 1)]);
  const runId = await triggered();
  const sends = [send("U1"), send("U1")];
  expect((await accept(runId, sends, new Date(), { ignore_frequency_capping: true })).acceptedIds.size).toBe(
    2,
  );
  expect(await sendCapped(store, {})).toMatchObject({ recipients: 2, excluded: { frequency_capping: 1 } });
  await store.db.updateTable("runs").set({ status: "paused" }).where("run_id", "=", runId).execute();
  const before = await countedRows(store);
  expect(await accept(runId, [send("U1"), send("u9")])).toMatchObject({ isOpen: false });
  expect(await countedRows(store)).toBe(before);
});
