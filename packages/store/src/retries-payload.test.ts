import { expect, test } from "vitest";
import { Batch, MAX_BATCH_BYTES, MAX_BATCH_RECIPIENTS } from "@sluice/schema";
import { batchPayload, splitIntoBatches } from "./retries-payload.ts";

const run = {
  workspaceId: "acme",
  runId: "01890000-0000-7000-8000-000000000000",
  approvalId: "approval",
  contentHash: "c".repeat(64),
  expiresAtMs: 1_790_000_000_000,
  attributes: ["name"],
  eventAttributes: null,
};

test("a payload is a batch whose rows are the stored text, to the byte", () => {
  const rows = [
    { attempts: 1, row_json: '["a", 1.0]', possible_duplicate: false },
    { attempts: 2, row_json: '["b","\\u00e9"]', possible_duplicate: false },
  ];
  const payload = batchPayload(run, 7, rows);
  expect(payload).toContain('"rows":[["a", 1.0],["b","\\u00e9"]]');
  expect(Batch.parse(JSON.parse(payload))).toMatchObject({
    batch_no: 7,
    attempts: [1, 2],
    attributes: ["name"],
  });
  expect(payload).not.toContain("possible_duplicates");
});

test("who was sent as a possible duplicate is told apart in the batch", () => {
  const rows = [
    { attempts: 1, row_json: '["a"]', possible_duplicate: false },
    { attempts: 1, row_json: '["b"]', possible_duplicate: true },
  ];
  expect(Batch.parse(JSON.parse(batchPayload(run, 7, rows)))).toMatchObject({ possible_duplicates: [0, 1] });
});

test("a batch is closed when it has 500 recipients", () => {
  const rows = Array.from({ length: MAX_BATCH_RECIPIENTS + 1 }, () => ({
    attempts: 1,
    row_json: '["a"]',
    possible_duplicate: true,
  }));
  expect(splitIntoBatches(rows).map((batch) => batch.length)).toEqual([MAX_BATCH_RECIPIENTS, 1]);
});

test("a batch is closed before it outgrows its bytes, and no row is lost", () => {
  const rows = Array.from({ length: 12 }, (_, i) => ({
    attempts: i,
    row_json: `["${"é".repeat(50_000)}"]`,
    possible_duplicate: true,
  }));
  const batches = splitIntoBatches(rows);
  expect(batches.flat()).toEqual(rows);
  for (const batch of batches) {
    expect(Buffer.byteLength(batchPayload(run, 0, batch))).toBeLessThanOrEqual(MAX_BATCH_BYTES);
  }
});
