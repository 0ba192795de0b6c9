import { type Batch, CampaignDefinition, type RunPlan } from "@sluice/schema";
import { expect, test } from "vitest";
import { attemptsBefore, mayHaveHadOne, requestFor } from "./recipient-request.ts";
import { compileRun } from "./run-template.ts";

const HASH = "0".repeat(64);
const RUN = "0190a0a0-0000-7000-8000-000000000001";
const definition = CampaignDefinition.parse({
  channel: "CONNECTOR",
  campaign_delivery_type: "ONE_TIME",
  campaign_content: { content: { connector: { url: "https://example.com/x" } } },
});
const plan: RunPlan = {
  v: 1,
  workspace_id: "local",
  run_id: RUN,
  campaign_id: "0".repeat(24),
  approval_id: RUN,
  content_hash: HASH,
  definition,
};

function batchOf(attempts?: number[]): Batch {
  return {
    v: 1,
    workspace_id: "local",
    run_id: RUN,
    batch_no: 0,
    approval_id: RUN,
    content_hash: HASH,
    expires_at_ms: 0,
    attributes: [],
    rows: [["u/1"]],
    ...(attempts === undefined ? {} : { attempts }),
  };
}

const headersOf = (batch: Batch, isPossibleDuplicate: boolean): string[] => {
  const attempt = attemptsBefore(batch, 0) + 1;
  const sending = { attempt, isPossibleDuplicate, proof: null, nowMs: 0 };
  const next = requestFor(batch, 0, compileRun(plan, []), sending);
  return next.kind === "request" ? next.request.headers : [];
};

test("a first request says its key and its attempt, and no mark", () => {
  const headers = headersOf(batchOf(), false);
  expect(headers).toEqual(["idempotency-key", `${RUN}:u%2F1`, "x-attempt", "1"]);
});

test("a retry counts on, and a possible duplicate is marked", () => {
  const headers = headersOf(batchOf([2]), true);
  expect(headers).toEqual(["idempotency-key", `${RUN}:u%2F1`, "x-attempt", "3", "x-maybe-duplicate", "1"]);
});

test("a dead letter that is replayed, and so counts anew, may have been sent before", () => {
  expect([batchOf(), batchOf([1]), batchOf([0])].map((batch) => mayHaveHadOne(batch, 0))).toEqual([
    false,
    false,
    true,
  ]);
});

test("who was sent as a possible duplicate in an earlier attempt is so in the next", () => {
  const retried = { ...batchOf([1]), possible_duplicates: [1] };
  expect(mayHaveHadOne(retried, 0)).toBe(true);
  expect(mayHaveHadOne({ ...retried, possible_duplicates: [0] }, 0)).toBe(false);
});
