import { expect, test } from "vitest";
import { batchRecipients, fedBatchesAllowed } from "./batch-sizes.ts";

test.each([
  [1, 10],
  [600, 20],
  [6_000, 200],
  [200_000, 500],
])("a run of %i requests a minute has batches of %i recipients", (requestsPerMinute, expected) => {
  expect(batchRecipients(requestsPerMinute)).toBe(expected);
});

test.each([
  [60, 10, 4],
  [200_000, 500, 40],
  [null, 500, 64],
  [200_000, 10, 64],
])(
  "at %s a minute with batches of %i, %i batches are fed ahead",
  (requestsPerMinute, batchRecipients, expected) => {
    const run = { requestsPerMinute, workspaceRequestsPerMinute: 1_000_000, batchRecipients };
    expect(fedBatchesAllowed(run)).toBe(expected);
  },
);

test("the workspace's cap slows the feeding of a faster run", () => {
  const run = { requestsPerMinute: 200_000, workspaceRequestsPerMinute: 20_000, batchRecipients: 500 };
  expect(fedBatchesAllowed(run)).toBe(4);
});
