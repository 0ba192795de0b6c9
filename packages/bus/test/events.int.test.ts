// Against a real server, with the users that rights.ts makes: the API publishes, the ledger follows and makes room.
import { type RunningNats, startTestNats } from "@sluice/embedded";
import type { EventEntry } from "@sluice/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Bus,
  connectBus,
  ensureStreams,
  eventsHead,
  natsRights,
  natsUser,
  publishEvents,
  purgeEvents,
  readEvents,
} from "../src/index.ts";

const users = Object.fromEntries((["api", "ledger"] as const).map((app) => [natsUser(app), natsRights(app)]));
let nats: RunningNats;
let operator: Bus;
let api: Bus;
let ledger: Bus;

beforeAll(async () => {
  nats = await startTestNats({ unsafeWithoutFsync: true, natsUsers: users });
  operator = await connectBus({ natsUrl: nats.url, name: "operator" });
  await ensureStreams(operator);
  api = await connectBus({ natsUrl: nats.urlOf(natsUser("api")), name: "api" });
  ledger = await connectBus({ natsUrl: nats.urlOf(natsUser("ledger")), name: "ledger" });
});
afterAll(async () => {
  for (const bus of [api, ledger, operator]) await bus?.close();
  await nats?.stop();
});

const gone = (userId: string): EventEntry => ({ kind: "user_deleted", user_id: userId });
const message = (entries: unknown[], workspaceId = "acme") =>
  JSON.stringify({ v: 1, workspace_id: workspaceId, entries });
const publish = (id: string, payload: string) =>
  publishEvents(api, { id, workspaceId: "acme", shard: 3, payload });

async function read(fromSeq: number, count: number) {
  const ending = new AbortController();
  const found = [];
  for await (const one of readEvents(ledger, fromSeq, ending.signal)) {
    if (found.push(one) === count) break;
  }
  ending.abort();
  return found;
}

test("what is published is read in order, a repeated one once, and what is no message of events as null", async () => {
  expect(await publish("a", message([gone("u1")]))).toBe("stored");
  expect(await publish("a", message([gone("u1")]))).toBe("stored");
  await publish("b", "nonsense");
  await publish("c", message([gone("u3")], "rival"));
  await publish("d", message([gone("u4")]));
  const found = await read(1, 4);
  expect(found.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(found.map(({ message }) => message?.entries ?? null)).toEqual([
    [gone("u1")],
    null,
    null,
    [gone("u4")],
  ]);
  expect(Math.abs(found[0]!.storedAtMs - Date.now())).toBeLessThan(60_000);
});

test("the ledger makes room and goes on behind it; the API may do neither", async () => {
  await purgeEvents(ledger, 3);
  expect(await eventsHead(ledger)).toMatchObject({ lastSeq: 4 });
  expect((await read(2, 1))[0]).toMatchObject({ seq: 4, subject: "events.acme.3" });
  await expect(purgeEvents(api, 4)).rejects.toThrow(/permission/i);
  await expect(readEvents(api, 1, new AbortController().signal).next()).rejects.toThrow(/permission/i);
});

test("a full stream takes nothing more, and keeps what it has", async () => {
  const { config } = await operator.jsm.streams.info("EVENTS");
  await operator.jsm.streams.update("EVENTS", { ...config, max_bytes: 2_000 });
  const results = [];
  for (let n = 0; n < 30; n++) results.push(await publish(`full-${n}`, message([gone(`u${n}`)])));
  expect([results[0], results.at(-1)]).toEqual(["stored", "stream_full"]);
  const stored = results.filter((result) => result === "stored").length;
  expect((await eventsHead(ledger)).fill).toBeGreaterThan(0.5);
  expect(await read(5, stored)).toHaveLength(stored);
});
