// Three servers: what is acknowledged outlives one of them, and a conflict is a conflict under either of its codes.
import { randomBytes } from "node:crypto";
import { startTestCluster, startTestNats, type TestCluster } from "@sluice/embedded";
import { mintUuidV7 } from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  appendEntry,
  type BatchRef,
  type Bus,
  connectBus,
  ensureStreams,
  lastEntry,
  Lease,
} from "../src/index.ts";
import { ledgerEntry } from "./ledger-entry.ts";

let cluster: TestCluster;
let bus: Bus;
let others: Bus[];

beforeAll(async () => {
  cluster = await startTestCluster();
  // As apps that start together do.
  const buses = await Promise.all([1, 2, 3, 4].map(() => connectBus({ natsUrl: cluster.url, name: "test" })));
  await Promise.all(buses.map((one) => ensureStreams(one, { replicas: 3 })));
  [bus, ...others] = buses as [Bus, ...Bus[]];
}, 120_000);
afterAll(async () => {
  await Promise.all([bus, ...others].map((one) => one.close()));
  await cluster.stop();
});

const ref: BatchRef = { workspaceId: "local", runId: mintUuidV7(Date.now(), randomBytes(10)), batchNo: 0 };

async function namesOfStreams(of: Bus): Promise<string[]> {
  const names: string[] = [];
  for await (const name of of.jsm.streams.names()) names.push(name);
  return names.toSorted();
}

test("every stream and bucket is held by three servers, also when several apps make them at once", async () => {
  const names = await namesOfStreams(bus);
  expect(names).toEqual(expect.arrayContaining(["BATCHES", "KV_leases", "LEDGER"]));
  const infos = await Promise.all(names.map((name) => bus.jsm.streams.info(name)));
  expect(infos.filter(({ config }) => config.num_replicas !== 3)).toEqual([]);
});

test("streams that exist keep their replicas, and whoever asks for more is told", async () => {
  await using single = await startTestNats();
  const alone = await connectBus({ natsUrl: single.url, name: "test" });
  await ensureStreams(alone);
  const told: string[] = [];
  await ensureStreams(alone, { replicas: 3, onFewerReplicas: (stream) => void told.push(stream) });
  expect(told.toSorted()).toEqual(await namesOfStreams(alone));
  await alone.close();
});

test("a server without a cluster refuses replicas, saying what to do", async () => {
  await using single = await startTestNats();
  const alone = await connectBus({ natsUrl: single.url, name: "test" });
  await expect(ensureStreams(alone, { replicas: 3 })).rejects.toMatchObject({
    code: "TOO_FEW_SERVERS",
    message: expect.stringContaining("SLUICE_NATS_REPLICAS") as string,
  });
  await alone.close();
});

test("an append that has not seen the last entry is a conflict, not an error", async () => {
  expect(await appendEntry(bus, ref, ledgerEntry({ epoch: 1 }), 0)).toMatchObject({ kind: "appended" });
  expect(await appendEntry(bus, ref, ledgerEntry({ epoch: 2 }), 0)).toEqual({ kind: "conflict" });
});

test("when the ledger's leader is killed, what it acknowledged is there and writing goes on", async () => {
  const before = await lastEntry(bus, ref);
  const leader = await cluster.leaderOf("LEDGER");
  leader?.kill("SIGKILL");
  const appended = await eventually(
    () => appendEntry(bus, ref, ledgerEntry({ epoch: 2 }), before?.seq ?? 0).catch(() => undefined),
    { timeoutMs: 40_000 },
  );
  // A timeout is ambiguous: the first try may have been stored, and then the next one is refused.
  expect(["appended", "conflict"]).toContain(appended?.kind);
  const last = await eventually(() => lastEntry(bus, ref), { timeoutMs: 40_000 });
  expect(last.entry.epoch).toBe(2);
}, 120_000);

test("a lease that was given up can be taken again", async () => {
  const first = await eventually(() => takeLease("first"), { timeoutMs: 40_000 });
  await first.stop();
  const second = await eventually(() => takeLease("second"), { timeoutMs: 40_000 });
  expect(second.epoch).toBeGreaterThan(first.epoch);
  await second.stop();
}, 120_000);

async function takeLease(holder: string): Promise<Lease | undefined> {
  const lease = await Lease.start(bus, { key: "test", holder });
  if (lease.isHeld()) return lease;
  await lease.stop();
  return undefined;
}
