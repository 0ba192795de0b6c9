// The way of user events from the stream into Postgres: once each, in order, whatever happens on the way.
import { randomBytes } from "node:crypto";
import { ensureStreams, publishEvents } from "@sluice/bus";
import { type EventEntry, mintUuidV7, type UserEvent } from "@sluice/schema";
import { timePartitions, USER_EVENTS, userEvents } from "@sluice/store";
import { createLogger, createRegistry } from "@sluice/telemetry";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { boundPartitions } from "../src/bound-partitions.ts";
import { EventMetrics } from "../src/event-metrics.ts";
import { openWorld, WORKSPACE, type World } from "./fixture.ts";

const DAY_MS = 86_400_000;
let world: World;
let messageNo = 0;

beforeAll(async () => {
  world = await openWorld();
  await world.startLedger();
});
afterAll(async () => world?.[Symbol.asyncDispose]());
beforeEach(() => world.store.pool.query("truncate user_events"));

const event = (userId: string, changes: Partial<UserEvent> = {}): UserEvent => ({
  kind: "event",
  event_id: mintUuidV7(Date.now(), randomBytes(10)),
  user_id: userId,
  name: "opened",
  at_ms: Date.now(),
  device_id: "d1",
  platform: "ANDROID",
  app_version: "1.2",
  timezone_offset_s: 19_800,
  attributes: { price: 12.5, nested: { deep: [1, "a"] } },
  ...changes,
});

async function publish(...entries: EventEntry[]): Promise<void> {
  const payload = JSON.stringify({ v: 1, workspace_id: WORKSPACE, entries });
  const id = `message-${messageNo++}`;
  expect(await publishEvents(world.bus, { id, workspaceId: WORKSPACE, shard: 0, payload })).toBe("stored");
}

const eventsOf = async (userId: string) =>
  (await userEvents(world.store, { workspaceId: WORKSPACE, userId, limit: 100 })).events;
const expectCount = (userId: string, count: number) =>
  eventually(async () => expect(await eventsOf(userId)).toHaveLength(count));

test("an event is stored with everything that was told of it", async () => {
  const told = event("u1", { at_ms: Date.UTC(2020, 0, 1, 12) });
  await publish(told);
  await expectCount("u1", 1);
  const { kind: _, user_id: __, at_ms: atMs, ...rest } = told;
  expect(await eventsOf("u1")).toEqual([{ ...rest, at: new Date(atMs), accepted_at: expect.any(Date) }]);
});

test("a message that is published twice, because its acknowledgement was lost, is stored once", async () => {
  const told = event("u2");
  const payload = JSON.stringify({ v: 1, workspace_id: WORKSPACE, entries: [told] });
  for (let times = 0; times < 2; times++)
    await publishEvents(world.bus, { id: "same", workspaceId: WORKSPACE, shard: 0, payload });
  await publish(event("marker"));
  await expectCount("marker", 1);
  expect(await eventsOf("u2")).toMatchObject([{ event_id: told.event_id }]);
});

test("a merge moves the events before it, and a deletion forgets them, but none that come after", async () => {
  await publish(event("old"), event("old"));
  await publish(event("bye"));
  await publish({ kind: "user_merged", merged_user_id: "old", retained_user_id: "new" }, event("old"));
  await publish({ kind: "user_deleted", user_id: "bye" }, event("bye", { name: "came back" }));
  await expectCount("new", 2);
  await expectCount("old", 1);
  await eventually(async () => expect(await eventsOf("bye")).toMatchObject([{ name: "came back" }]));
});

test("what is no message of events, or cannot be stored, is passed over, and the others are stored", async () => {
  const { bus } = world;
  await publishEvents(bus, { id: "nonsense", workspaceId: WORKSPACE, shard: 1, payload: "nonsense" });
  await publish(event("u3", { attributes: { bad: "a\u0000b" } }));
  await publish(event("u3", { name: "beside" }));
  await expectCount("u3", 1);
  expect(await eventsOf("u3")).toMatchObject([{ name: "beside" }]);
});

test("a ledger that takes over goes on where the last one stood", async () => {
  await publish(event("u4"));
  await expectCount("u4", 1);
  await using other = await openWorld();
  const payload = (n: number) =>
    JSON.stringify({ v: 1, workspace_id: WORKSPACE, entries: [event("u5", { name: `n${n}` })] });
  const send = (n: number) =>
    publishEvents(other.bus, { id: `${n}`, workspaceId: WORKSPACE, shard: 0, payload: payload(n) });
  const names = async () =>
    (await userEvents(other.store, { workspaceId: WORKSPACE, userId: "u5", limit: 10 })).events
      .map(({ name }) => name)
      .toSorted();
  const first = await other.startLedger();
  await send(1);
  await eventually(async () => expect(await names()).toEqual(["n1"]));
  await first.close();
  await send(2);
  await other.startLedger();
  await send(3);
  await eventually(async () => expect(await names()).toEqual(["n1", "n2", "n3"]));
  // Made again, the stream counts from 1 anew: nothing of it is taken for something that is stored.
  await other.bus.jsm.streams.delete("EVENTS");
  await ensureStreams(other.bus);
  await send(4);
  await eventually(async () => expect(await names()).toEqual(["n1", "n2", "n3", "n4"]));
});

test("days and bytes are kept by whole partitions", async () => {
  await publish(event("u6"));
  await expectCount("u6", 1);
  const nowMs = Date.now();
  const old = new Date(Math.floor(nowMs / DAY_MS) * DAY_MS - 9 * DAY_MS);
  await world.store.pool.query("select add_event_partition($1, $2)", [old, new Date(old.getTime() + DAY_MS)]);
  const ports = {
    store: world.store,
    partitioned: USER_EVENTS,
    limits: { days: 7, maxBytes: 1_000_000_000 },
    metrics: new EventMetrics(createRegistry("test")),
    log: createLogger("test", { level: "silent" }),
  };
  await boundPartitions(ports, nowMs);
  const names = async () => (await timePartitions(world.store.pool, USER_EVENTS)).map(({ fromMs }) => fromMs);
  expect(await names()).not.toContain(old.getTime());
  expect(await eventsOf("u6")).toHaveLength(1);
});
