import { AttemptChunk, mintUuidV7 } from "@sluice/schema";
import { expect, test } from "vitest";
import { AttemptBuffer, type AttemptBufferOptions } from "./attempt-buffer.ts";
import type { EndedAttempt } from "./redact-attempt.ts";
import { compileNames } from "./sensitive-names.ts";

const RUN = mintUuidV7(0, new Uint8Array(10));
const OTHER_RUN = mintUuidV7(1, new Uint8Array(10));

const openBuffer = (options: Partial<AttemptBufferOptions> = {}): AttemptBuffer =>
  new AttemptBuffer({ owner: "t", names: compileNames(), samplePerMinute: 3, ...options });

const attempt = (userId: string, body = "{}"): EndedAttempt => ({
  atMs: 1,
  userId,
  batchNo: 0,
  attempt: 1,
  latencyMs: 1,
  reason: "status 500",
  isPossibleDuplicate: false,
  origin: "http://x",
  request: { method: "POST", path: "/", headers: [], body },
  result: { kind: "response", status: 500, retryAfter: undefined },
  writtenHeaders: new Set(),
});

test("of the successes the first few of a minute are taken", () => {
  const run = openBuffer().of("local", RUN);
  const taken = (nowMs: number) =>
    Array.from({ length: 5 }, () => run.takesDelivered(nowMs)).filter(Boolean).length;
  expect(taken(1_000_000)).toBe(3);
  expect(run.hasRoomForDelivered).toBe(false);
  expect(taken(1_059_999)).toBe(0);
  expect(taken(1_060_000)).toBe(3);
});

test("chunks are what the schema says, within their size, and have ids of their own", () => {
  const buffer = openBuffer({ maxChunkBytes: 1_000 });
  const run = buffer.of("local", RUN);
  for (let i = 0; i < 20; i++) run.keep(attempt(`user-${i}`));
  const chunks = [...buffer.take()];
  const users = chunks.flatMap(({ payload }) =>
    AttemptChunk.parse(JSON.parse(payload)).records.map((r) => r.user_id),
  );
  expect(users).toEqual(Array.from({ length: 20 }, (_, i) => `user-${i}`));
  expect(chunks.length).toBeGreaterThan(3);
  for (const { payload } of chunks) expect(Buffer.byteLength(payload)).toBeLessThan(1_200);
  expect(new Set(chunks.map(({ id }) => id)).size).toBe(chunks.length);
});

test("what is full drops and says how much, until chunks are on the bus; no run takes the place of others", () => {
  const buffer = openBuffer({ maxBytes: 20_000 });
  const storm = buffer.of("local", RUN);
  for (let i = 0; i < 10_000; i++) storm.keep(attempt(`user-${i}`, "x".repeat(1_000)));
  expect(buffer.bytes).toBeLessThan(12_000);
  buffer.of("local", OTHER_RUN).keep(attempt("calm"));
  expect(buffer.keptCount + buffer.droppedCount).toBe(10_001);

  const chunks = [...buffer.take()];
  const records = chunks.flatMap(({ payload }) => AttemptChunk.parse(JSON.parse(payload)).records);
  expect(records.at(-1)?.user_id).toBe("calm");
  const dropped = chunks.reduce(
    (sum, { payload }) => sum + AttemptChunk.parse(JSON.parse(payload)).dropped,
    0,
  );
  expect(dropped).toBe(buffer.droppedCount);
  expect(buffer.bytes).toBeGreaterThan(0); // on their way

  for (const chunk of chunks) buffer.published(chunk);
  expect(buffer.bytes).toBe(0);
});
