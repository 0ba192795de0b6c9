// During an upgrade a batch passes from a sender of the version before to one of this version.
import { appendEntry } from "@sluice/bus";
import type { LedgerEntry } from "@sluice/schema";
import { startEndpoint } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { entryOf, openStage, outcomesOf, type Stage, startRun, stopChild } from "./stage.ts";

vi.setConfig({ testTimeout: 200_000 });
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => stage[Symbol.asyncDispose]());

const FIRST_FIVE = [0, 1, 2, 3, 4];

/** As version 1 wrote it, every column a list: of twenty it has sent to ten, and knows what became of five. */
const leftBehind: LedgerEntry = {
  v: 1,
  epoch: 1,
  owner: "older",
  claimed: 10,
  settled: "HwAA",
  recipients: 20,
  done: false,
  released: false,
  at_ms: 0,
  outcomes: {
    index: FIRST_FIVE,
    user_id: FIRST_FIVE.map((i) => `user-${i}`),
    end: FIRST_FIVE.map(() => "delivered"),
    status: FIRST_FIVE.map(() => 200),
    attempts: FIRST_FIVE.map(() => 1),
    requested: FIRST_FIVE.map(() => 1),
    latency_ms: FIRST_FIVE.map(() => 20),
    reason: FIRST_FIVE.map(() => -1),
    reasons: [],
    possible_duplicate: FIRST_FIVE.map(() => 0),
    retry_due_at_ms: [],
    retry_rows: [],
    dead_letter_rows: [],
  },
};

test("a batch that a sender of version 1 left is finished: who was settled is not sent to, who was claimed is marked", async () => {
  await using endpoint = await startEndpoint(() => ({ status: 200 }));
  const run = await startRun(stage.bus, { url: endpoint.url, recipients: 20, batchSize: 20 });
  const ref = { workspaceId: "local", runId: run.runId, batchNo: 0 };
  expect(await appendEntry(stage.bus, ref, leftBehind, 0)).toMatchObject({ kind: "appended" });

  const delivery = await stage.startDelivery();
  const outcomes = await outcomesOf(stage.bus, run);

  expect([...outcomes.values()].every((ends) => ends.join() === "delivered")).toBe(true);
  expect(outcomes.size).toBe(20);
  const sent = endpoint.requests.map(({ headers }) => ({
    user: Number(/user-(\d+)$/.exec(String(headers["idempotency-key"]))?.[1]),
    isMarked: headers["x-maybe-duplicate"] === "1",
  }));
  const expected = Array.from({ length: 15 }, (_, i) => ({ user: i + 5, isMarked: i < 5 }));
  expect(sent.toSorted((a, b) => a.user - b.user)).toEqual(expected);
  expect((await entryOf(stage.bus, run, 0))?.entry).toMatchObject({ v: 2, done: true });
  await stopChild(delivery);
});
