// Three servers, and the one that holds the consumer of a reading is killed: whatever is stored afterwards is read, once and in order.
import { randomBytes } from "node:crypto";
import { startTestCluster, type TestCluster } from "@sluice/embedded";
import { mintUuidV7 } from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  appendEntry,
  AttemptQueue,
  type Bus,
  connectBus,
  ensureStreams,
  publishAttempts,
  readLedger,
} from "../src/index.ts";
import { follow } from "./follow-stream.ts";
import { ledgerEntry } from "./ledger-entry.ts";

const PATIENCE = { timeoutMs: 50_000 };
const runId = mintUuidV7(Date.now(), randomBytes(10));
const entry = ledgerEntry();

let cluster: TestCluster;
let bus: Bus;

beforeAll(async () => {
  cluster = await startTestCluster({ unsafeWithoutFsync: true });
  bus = await connectBus({ natsUrl: cluster.url, name: "test" });
  await ensureStreams(bus, { replicas: 3 });
}, 120_000);
afterAll(async () => {
  await bus.close();
  await cluster.stop();
});

/** Until it is stored: an election refuses, and an acknowledgement may be lost. */
const append = (batchNo: number) =>
  eventually(() => appendEntry(bus, { workspaceId: "acme", runId, batchNo }, entry, 0), PATIENCE);
const publish = (id: string) =>
  eventually(async () => {
    await publishAttempts(bus, { id, workspaceId: "acme", runId, payload: id });
    return true;
  }, PATIENCE);

async function killHolderOf(stream: string): Promise<void> {
  for await (const { cluster: held } of bus.jsm.consumers.list(stream)) {
    const number = Number(held?.leader?.replace("node_", ""));
    cluster.nodes[number - 1]?.kill("SIGKILL");
    return;
  }
  throw new Error(`${stream} has no consumer`);
}

async function takeAll(queue: AttemptQueue, until: string): Promise<string[]> {
  const taken: string[] = [];
  await eventually(async () => {
    for (const message of await queue.next(10, 1_000)) {
      taken.push(Buffer.from(message.data).toString());
      message.finish();
    }
    return taken.includes(until);
  }, PATIENCE);
  return taken;
}

test("the ledger and the attempt log are read on when the server that held the ledger's consumer is killed", async () => {
  const followed = follow(bus, readLedger);
  const queue = await AttemptQueue.open(bus);
  await append(1);
  await publish("before");
  await eventually(() => followed.seqs.length === 1, PATIENCE);

  await killHolderOf("LEDGER");
  for (const batchNo of [2, 3, 4]) await append(batchNo);
  await publish("after");

  await eventually(() => followed.seqs.length === 4, PATIENCE);
  expect(followed.seqs).toEqual([1, 2, 3, 4]);
  expect(await takeAll(queue, "after")).toEqual(expect.arrayContaining(["before", "after"]));
  await followed.stop();
}, 300_000);
