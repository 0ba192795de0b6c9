import { randomBytes } from "node:crypto";
import { mintUuidV7 } from "@sluice/schema";
import { type RunningNats, startTestNats } from "@sluice/embedded";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  AttemptQueue,
  attemptsFill,
  type Bus,
  connectBus,
  ensureStreams,
  publishAttempts,
} from "../src/index.ts";

let nats: RunningNats;
let bus: Bus;
const runId = mintUuidV7(Date.now(), randomBytes(10));
const publish = (id: string): Promise<void> =>
  publishAttempts(bus, { id, workspaceId: "local", runId, payload: id });
const text = ({ data }: { data: Uint8Array }): string => new TextDecoder().decode(data);

beforeAll(async () => {
  nats = await startTestNats();
  bus = await connectBus({ natsUrl: nats.url, name: "test" });
  await ensureStreams(bus);
});
afterAll(async () => {
  await bus.close();
  await nats.stop();
});

test("a chunk is stored once however often it is published, and comes until its reader has finished it", async () => {
  for (const id of ["a", "a", "b", "a"]) await publish(id);
  const reader = await AttemptQueue.open(bus);
  const [a, b] = await reader.next(2, 20_000);
  const more = await reader.next(10, 1_000);
  expect([text(a!), text(b!), more.length]).toEqual(["a", "b", 0]);
  expect(a).toMatchObject({ subject: `attempts.local.${runId}`, seq: b!.seq - 1 });
  a!.finish();
  b!.giveBack(0); // as after the death of its reader

  const successor = await AttemptQueue.open(bus);
  const again = await successor.next(1, 20_000);
  expect(again.map((chunk) => [text(chunk), chunk.seq, chunk.storedAtMs])).toEqual([
    ["b", b!.seq, b!.storedAtMs],
  ]);
  again[0]!.finish();
  expect(await successor.next(1, 1_000)).toEqual([]);
  expect(await attemptsFill(bus)).toBeGreaterThan(0);
});
