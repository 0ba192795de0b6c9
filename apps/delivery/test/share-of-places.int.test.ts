// Many runs to one endpoint that hangs, in a real process: they share the places of one origin, and a run to another endpoint
// has its own. Judged by the order of what happens, not by its time.
import type { ChildProcess } from "node:child_process";
import { startEndpoint } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entryOf, openStage, outcomesOf, type Stage, type StagedRun, startRun, stopChild } from "./stage.ts";

const HUNG_RUNS = 20;
/** Small batches that a process of two threads sends at once. */
const PLACES = 2 * 32 * 4;
/** No request to the endpoint that hangs ends while this test runs. */
const LONGEST_TIMEOUT_MS = 90_000;

let stage: Stage;
let delivery: ChildProcess;
beforeAll(async () => {
  stage = await openStage();
  delivery = await stage.startDelivery();
});
afterAll(async () => {
  await stopChild(delivery, "SIGKILL"); // it would wait for the endpoint that hangs
  await stage[Symbol.asyncDispose]();
});

/** A batch is held when its first entry is in the ledger. */
async function heldBatches(runs: readonly StagedRun[]): Promise<number> {
  const entries = runs.flatMap((run) => run.batches.map(({ batch_no }) => entryOf(stage.bus, run, batch_no)));
  return (await Promise.all(entries)).filter((entry) => entry !== null).length;
}

test("twenty runs to an endpoint that hangs hold half of the places, and another run is sent whole before one of their requests ends", async () => {
  await using hung = await startEndpoint(() => ({ hang: true }));
  await using good = await startEndpoint(() => ({ status: 200 }));
  const hungRuns: StagedRun[] = [];
  for (let i = 0; i < HUNG_RUNS; i++) {
    const sending = { url: hung.url, recipients: 1_000, batchSize: 50, timeoutMs: LONGEST_TIMEOUT_MS };
    hungRuns.push(await startRun(stage.bus, sending));
  }
  await hung.received(64, 60_000);
  const goodRun = await startRun(stage.bus, { url: good.url, recipients: 4_000, batchSize: 500 });
  const ends = [...(await outcomesOf(stage.bus, goodRun)).values()];
  expect(new Set(ends.map((each) => each.join("+")))).toEqual(new Set(["delivered"]));
  expect(ends).toHaveLength(4_000);
  const held = await heldBatches(hungRuns);
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThanOrEqual(PLACES / 2);
  const heads = await Promise.all(hungRuns.map((run) => entryOf(stage.bus, run, 0)));
  expect(heads.filter((head) => head?.entry.done === true)).toEqual([]);
}, 180_000);
