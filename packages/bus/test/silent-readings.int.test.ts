// Readings whose consumer says nothing more, while the server answers everything else. All of them at the same time.
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type RunningNats, startTestNats } from "@sluice/embedded";
import { mintUuidV7, type Notice } from "@sluice/schema";
import { eventually, type NatsWire, startNatsWire } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  appendEntry,
  AttemptQueue,
  type Bus,
  connectBus,
  ensureStreams,
  NoticeQueue,
  publishAttempts,
  publishEvents,
  publishNotice,
  readEvents,
  readLedger,
} from "../src/index.ts";
import { follow, type Read } from "./follow-stream.ts";
import { ledgerEntry } from "./ledger-entry.ts";

const FOUND_WITHIN = { timeoutMs: 50_000 };
vi.setConfig({ testTimeout: 150_000 });
const runId = mintUuidV7(Date.now(), randomBytes(10));
const entry = ledgerEntry();
const notice: Notice = {
  v: 1,
  kind: "workspace_stopped",
  workspace_id: "acme",
  campaign_id: null,
  run_id: null,
  at: "2026-01-01T00:00:00.000Z",
  text: "stopped",
};

let nats: RunningNats;
let operator: Bus;

beforeAll(async () => {
  nats = await startTestNats({ unsafeWithoutFsync: true });
  operator = await connectBus({ natsUrl: nats.url, name: "operator" });
  await ensureStreams(operator);
});
afterAll(async () => {
  await operator.close();
  await nats.stop();
});

interface Reader extends AsyncDisposable {
  wire: NatsWire;
  bus: Bus;
  /** Streams whose reading was told of as silent. */
  silent: string[];
}

async function openReader(): Promise<Reader> {
  const wire = await startNatsWire(nats.url);
  const silent: string[] = [];
  const onSilent = (stream: string): void => void silent.push(stream);
  const bus = await connectBus({ natsUrl: wire.url, name: "reader", onSilent });
  return {
    wire,
    bus,
    silent,
    [Symbol.asyncDispose]: async () => {
      await bus.close();
      await wire[Symbol.asyncDispose]();
    },
  };
}

/** What a reader asks of a consumer, and what the consumer sends; not what is asked about it. */
const wordsOf = (stream: string, consumer: string): RegExp =>
  new RegExp(`(?:MSG\\.NEXT|\\$JS\\.ACK)\\S*\\.${stream}\\.${consumer}\\b`);

async function consumerOf(stream: string): Promise<string> {
  const names: string[] = [];
  for await (const { name } of operator.jsm.consumers.list(stream)) names.push(name);
  expect(names).toHaveLength(1);
  return names[0] ?? "";
}

const STREAMS: ReadonlyArray<[stream: string, read: Read, publish: (n: number) => Promise<unknown>]> = [
  ["LEDGER", readLedger, (n) => appendEntry(operator, { workspaceId: "acme", runId, batchNo: n }, entry, 0)],
  [
    "EVENTS",
    readEvents,
    (n) => publishEvents(operator, { id: `${n}`, workspaceId: "acme", shard: 0, payload: "{}" }),
  ],
];

test.concurrent.each(STREAMS)(
  "a reading of %s that falls silent ends and is told of; the next one brings what it missed",
  async (stream, read, publish) => {
    await using reader = await openReader();
    const followed = follow(reader.bus, read);
    await publish(1);
    await eventually(() => followed.seqs.length === 1);

    reader.wire.lose(wordsOf(stream, await consumerOf(stream)));
    for (const n of [2, 3]) await publish(n);

    await eventually(() => followed.seqs.length === 3, FOUND_WITHIN);
    await followed.stop();
    expect(followed.seqs).toEqual([1, 2, 3]);
    expect(followed.failures).toMatchObject([{ code: "READING_SILENT" }]);
    expect(reader.silent).toEqual([stream]);
    expect(reader.wire.lostCount()).toBeGreaterThan(0);
  },
);

interface Queue {
  next(most: number, waitMs: number): Promise<Array<{ finish(): void }>>;
}

const QUEUES: ReadonlyArray<
  [stream: string, consumer: string, open: (bus: Bus) => Promise<Queue>, publish: () => Promise<void>]
> = [
  [
    "ATTEMPTS",
    "attempt-log",
    (bus) => AttemptQueue.open(bus),
    () => publishAttempts(operator, { id: "a", workspaceId: "acme", runId, payload: "{}" }),
  ],
  ["NOTICES", "slack", (bus) => NoticeQueue.open(bus), () => publishNotice(operator, notice)],
];

test.concurrent.each(QUEUES)(
  "takings of %s that nobody answers fail, those that stay empty while something waits are found out, and both go on",
  async (stream, consumer, open, publish) => {
    await using reader = await openReader();
    const queue = await open(reader.bus);
    reader.wire.lose(wordsOf(stream, consumer));
    await publish();
    await expect(queue.next(1, 1_000)).rejects.toThrow(/heartbeats missed/);
    reader.wire.loseNothing();

    await operator.jsm.consumers.pause(stream, consumer, new Date(Date.now() + 600_000));
    // A machine that holds this process up may lose a taking on top: that is another failure.
    const failure = await eventually(async () => {
      const found = await queue.next(1, 1_000).then(() => null, asError);
      return found !== null && Reflect.get(found, "code") === "READING_SILENT" && found;
    }, FOUND_WITHIN);
    expect(failure).toMatchObject({ code: "READING_SILENT" });
    expect(reader.silent).toEqual([stream]);

    await operator.jsm.consumers.resume(stream, consumer);
    const [message] = await eventually(async () => {
      const taken = await queue.next(1, 1_000);
      return taken.length > 0 && taken;
    });
    message?.finish();
  },
);

const asError = (error: unknown): Error => error as Error;

test.concurrent("a reading behind which everything was purged is not silent", async () => {
  await using single = await startTestNats({ unsafeWithoutFsync: true });
  const silent: string[] = [];
  const bus = await connectBus({
    natsUrl: single.url,
    name: "reader",
    onSilent: (one) => void silent.push(one),
  });
  await ensureStreams(bus);
  for (const batchNo of [1, 2]) await appendEntry(bus, { workspaceId: "acme", runId, batchNo }, entry, 0);
  await bus.jsm.streams.purge("LEDGER");
  const followed = follow(bus, readLedger);
  await sleep(16_000); // three looks
  expect([followed.failures, silent]).toEqual([[], []]);
  await appendEntry(bus, { workspaceId: "acme", runId, batchNo: 3 }, entry, 0);
  await eventually(() => followed.seqs.length === 1);
  await followed.stop();
  await bus.close();
});
