import { mintUuidV7 } from "@sluice/schema";
import { AttemptBuffer, compileNames, type PendingChunk } from "@sluice/sender";
import { expect, test } from "vitest";
import { AttemptFlusher } from "./flush-attempts.ts";

const RUN = mintUuidV7(0, new Uint8Array(10));

function keepOne(buffer: AttemptBuffer, userId: string): void {
  buffer.of("local", RUN).keep({
    atMs: 1,
    userId,
    batchNo: 0,
    attempt: 1,
    latencyMs: 1,
    reason: "timeout",
    isPossibleDuplicate: false,
    origin: "http://x",
    request: { method: "POST", path: "/", headers: [], body: null },
    result: { kind: "failure", code: "SLUICE_DEADLINE" },
    writtenHeaders: new Set(),
  });
}

test("what the bus did not take is published again with the same id, before what came later", async () => {
  const buffer = new AttemptBuffer({ owner: "t", names: compileNames(), samplePerMinute: 0 });
  const published: PendingChunk[] = [];
  let isDown = true;
  const flusher = new AttemptFlusher({
    buffer,
    publish: async (chunk) => {
      published.push(chunk);
      if (isDown) throw new Error("no answer");
    },
  });
  keepOne(buffer, "first");
  await flusher.flush();
  keepOne(buffer, "second");
  expect(buffer.bytes).toBeGreaterThan(0);
  isDown = false;
  await flusher.flushAll();
  expect(published.map(({ id }) => id)).toEqual(["t.0", "t.0", "t.1"]);
  expect(published[2]?.payload).toContain("second");
  expect(buffer.bytes).toBe(0);
});
