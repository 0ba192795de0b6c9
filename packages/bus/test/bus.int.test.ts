import { randomBytes } from "node:crypto";
import { mintUuidV7 } from "@sluice/schema";
import { type RunningNats, startTestNats } from "@sluice/embedded";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  appendEntry,
  batchQueueDepth,
  BatchQueue,
  type BatchRef,
  type Bus,
  connectBus,
  ensureStreams,
  lastEntry,
  Lease,
  onGrants,
  publishBatch,
  publishGrant,
  purgeLedger,
  queuedBatchNumbers,
  readLedger,
  RunControls,
} from "../src/index.ts";
import { ledgerEntry } from "./ledger-entry.ts";

let nats: RunningNats;
let bus: Bus;

beforeAll(async () => {
  nats = await startTestNats();
  bus = await connectBus({ natsUrl: nats.url, name: "test" });
  await ensureStreams(bus);
});
afterAll(async () => {
  await bus.close();
  await nats.stop();
});

const newRun = (): string => mintUuidV7(Date.now(), randomBytes(10));
const refOf = (runId: string, batchNo: number): BatchRef => ({ workspaceId: "local", runId, batchNo });

test("ensuring the streams a second time changes nothing", async () => {
  await expect(ensureStreams(bus)).resolves.toBeUndefined();
});

test("a batch is enqueued once, and again only after it was finished", async () => {
  const ref = refOf(newRun(), 0);
  expect(await publishBatch(bus, ref, "{}")).toBe("published");
  expect(await publishBatch(bus, ref, "{}")).toBe("already_there");
  expect(await queuedBatchNumbers(bus, "local", ref.runId)).toEqual(new Set([0]));
  const queue = await BatchQueue.open(bus);
  const message = await queue.next(20_000);
  expect(message?.ref).toEqual(ref);
  expect(await message?.finish()).toBe(true);
  expect((await batchQueueDepth(bus)).messages).toBe(0);
  expect([message?.resume, message?.origin]).toEqual([null, null]);
  const note = { resume: { claimed: 1, settled: "AQ==" }, origin: "https://a.example" };
  expect(await publishBatch(bus, ref, "{}", note)).toBe("published");
  const again = await queue.next(20_000);
  expect(again).toMatchObject(note);
  await again?.finish();
});

test("of two holders that have seen the same entry, one appends and the other learns of the conflict", async () => {
  const ref = refOf(newRun(), 7);
  const first = await appendEntry(bus, ref, ledgerEntry(), 0);
  expect(first.kind).toBe("appended");
  expect(await appendEntry(bus, ref, ledgerEntry({ owner: "b" }), 0)).toEqual({ kind: "conflict" });
  expect((await lastEntry(bus, ref))?.entry.owner).toBe("a");
  const seq = first.kind === "appended" ? first.seq : 0;
  expect((await appendEntry(bus, ref, ledgerEntry({ epoch: 2, owner: "b" }), seq)).kind).toBe("appended");
});

test("the ledger is read in order from any position, and a purged run is gone", async () => {
  const run = newRun();
  const kept = newRun();
  const first = await appendEntry(bus, refOf(run, 0), ledgerEntry(), 0);
  await appendEntry(bus, refOf(kept, 0), ledgerEntry({ claimed: 2 }), 0);
  const from = first.kind === "appended" ? first.seq : 0;
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const read of readLedger(bus, from, stop.signal)) {
    seen.push(read.ref.runId);
    if (seen.length === 2) break;
  }
  expect(seen).toEqual([run, kept]);
  await purgeLedger(bus, "local", run);
  expect(await lastEntry(bus, refOf(run, 0))).toBeNull();
  expect(await lastEntry(bus, refOf(kept, 0))).not.toBeNull();
});

test("a watcher is told the present control of a run and each change of it", async () => {
  const run = newRun();
  const controls = await RunControls.open(bus);
  await controls.put("local", run, { v: 1, state: "sending", requests_per_minute: 100 });
  const seen: Array<string | null> = [];
  const stop = new AbortController();
  const watching = (async () => {
    for await (const change of controls.watch(stop.signal)) {
      if (change.runId === run) seen.push(change.control?.state ?? null);
    }
  })();
  await eventually(() => expect(seen).toEqual(["sending"]));
  await controls.put("local", run, { v: 1, state: "paused", requests_per_minute: 100 });
  // The bucket keeps the last value alone: removed at once, `paused` could be gone before the watcher is told.
  await eventually(() => expect(seen).toEqual(["sending", "paused"]));
  await controls.remove("local", run);
  await eventually(() => expect(seen).toEqual(["sending", "paused", null]));
  stop.abort();
  await watching;
});

test("what marks a removed run ends by itself, in buckets that are there already too", async () => {
  await ensureStreams(bus);
  const run = newRun();
  const controls = await RunControls.open(bus);
  await controls.put("local", run, { v: 1, state: "sending", requests_per_minute: 100 });
  await controls.remove("local", run);
  const marker = await bus.jsm.streams.getMessage("KV_control", { last_by_subj: `$KV.control.local.${run}` });
  expect(marker?.header.get("Nats-TTL")).toBe("24h");
});

test("one of two candidates leads; when it stops, the other takes over with a higher epoch", async () => {
  // So long that no holder loses it because it was held up; a successor looks every fifth of it.
  const options = { key: "limiter", leaseMs: 20_000 };
  const first = await Lease.start(bus, { ...options, holder: "one" });
  const second = await Lease.start(bus, { ...options, holder: "two" });
  expect([first.isHeld(), second.isHeld()]).toEqual([true, false]);
  const epoch = first.epoch;
  await first.stop();
  await eventually(() => expect(second.isHeld()).toBe(true));
  expect(second.epoch).toBeGreaterThan(epoch);
  await second.stop();
});

test("what is not a grant is passed over, and the next grant still arrives", async () => {
  const slots: number[] = [];
  const listener = onGrants(bus, "p1", (grant) => slots.push(grant.slot));
  bus.nc.publish("permits.p1", "not json");
  bus.nc.publish("permits.p1", JSON.stringify({ v: 9 }));
  publishGrant(bus, "p1", { v: 1, epoch: 1, slot: 5, sent_at_monotonic_ms: 0, grants: [] });
  await eventually(() => expect(slots).toEqual([5]));
  listener.stop();
});

test("a last entry that cannot be read puts in doubt whoever the one before does not settle, and may be followed", async () => {
  const ref = refOf(newRun(), 0);
  await appendEntry(bus, ref, ledgerEntry({ epoch: 4, settled: "AQ==" }), 0);
  const { seq } = await bus.js.publish(`ledger.local.${ref.runId}.0`, "damaged");

  const last = await lastEntry(bus, ref, 2);
  expect(last).toMatchObject({ seq, entry: { epoch: 4, claimed: 2, recipients: 2, settled: "AQ==" } });
  expect(await appendEntry(bus, ref, ledgerEntry({ epoch: 5 }), seq)).toMatchObject({ kind: "appended" });
});

test("when no entry can be read, everybody is in doubt", async () => {
  const ref = refOf(newRun(), 0);
  const { seq } = await bus.js.publish(`ledger.local.${ref.runId}.0`, "damaged");
  expect(await lastEntry(bus, ref, 2)).toMatchObject({
    seq,
    entry: { claimed: 2, recipients: 2, settled: "" },
  });
});
