// A run whose endpoint is bad, beside one whose endpoint is good, in one real process: the good one is sent meanwhile, and of
// neither is anybody lost. All kinds of bad ones are there at the same time.
import type { ChildProcess } from "node:child_process";
import { OriginStates, RunControls } from "@sluice/bus";
import type { OriginState } from "@sluice/schema";
import { type Endpoint, eventually, type Reply, startEndpoint } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { entryOf, openStage, outcomesOf, type Stage, type StagedRun, startRun, stopChild } from "./stage.ts";

let stage: Stage;
let delivery: ChildProcess;
const said: OriginState[] = [];
const watching = new AbortController();
beforeAll(async () => {
  stage = await openStage();
  delivery = await stage.startDelivery();
  void collectStates();
});
afterAll(async () => {
  watching.abort();
  await stopChild(delivery);
  await stage[Symbol.asyncDispose]();
});

/** A watch that the guard found late on a busy machine ends, and is opened anew: as the planner does. */
async function collectStates(): Promise<void> {
  const states = await OriginStates.open(stage.bus);
  while (!watching.signal.aborted)
    for await (const { state } of states.watch(watching.signal)) if (state !== null) said.push(state);
}

const statesOf = (endpoint: Endpoint): string[] =>
  said.filter(({ origin }) => origin === endpoint.url).map(({ state }) => state);
const counted = (outcomes: Map<string, string[]>): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const ends of outcomes.values()) counts[ends.join("+")] = (counts[ends.join("+")] ?? 0) + 1;
  return counts;
};
const isOpen = async (run: StagedRun): Promise<boolean> =>
  (await entryOf(stage.bus, run, 0))?.entry.done !== true;

/** Longer than a busy machine needs for an answer: only who does not answer times out. */
const GOOD = { recipients: 2_000, batchSize: 250, timeoutMs: 20_000 };
const BAD = GOOD;
/** For an endpoint that does not answer. */
const SILENT = { ...BAD, timeoutMs: 3_000 };
/** Permits that come late are not used: with ten others on its processors a run takes minutes to begin. */
const PATIENCE = { timeoutMs: 150_000 };
vi.setConfig({ testTimeout: 400_000 });

const FAILING: ReadonlyArray<[string, Reply, typeof BAD]> = [
  ["hangs", { hang: true }, SILENT],
  ["resets", { reset: "after_read" }, BAD],
  ["speaks no HTTP", { garbage: "SSH-2.0-OpenSSH_9.7\r\n" }, BAD],
  ["answers 500", { status: 500 }, BAD],
];

test.concurrent.each(FAILING)(
  "beside an endpoint that %s a good run is sent; then the bad one comes back, and goes on where it was",
  async (_, reply, sending) => {
    let isBad = true;
    await using bad = await startEndpoint(() => (isBad ? reply : { status: 200 }));
    await using good = await startEndpoint(() => ({ status: 200 }));
    const badRun = await startRun(stage.bus, { ...sending, url: bad.url });
    await eventually(() => statesOf(bad).includes("open"), PATIENCE);
    const goodRun = await startRun(stage.bus, { ...GOOD, url: good.url });
    expect(counted(await outcomesOf(stage.bus, goodRun))).toEqual({ delivered: 2_000 });
    expect(await isOpen(badRun)).toBe(true);

    isBad = false;
    const ends = counted(await outcomesOf(stage.bus, badRun));
    // Attempts that failed before the breaker opened, and its probes, are tried again; nobody else has spent one.
    expect((ends["delivered"] ?? 0) + (ends["retry"] ?? 0)).toBe(2_000);
    expect(ends["retry"]).toBeLessThan(2 * 128 + 40);
  },
);

test.concurrent("an endpoint that drips its answers keeps its own run waiting and no other", async () => {
  let isBad = true;
  const drip = { drip: { bodyBytes: 1_000, everyMs: 400 } };
  await using bad = await startEndpoint(() => (isBad ? drip : { status: 200 }));
  await using good = await startEndpoint(() => ({ status: 200 }));
  const badRun = await startRun(stage.bus, { ...SILENT, recipients: 100, url: bad.url });
  await bad.received(20, PATIENCE.timeoutMs);
  const goodRun = await startRun(stage.bus, { ...GOOD, url: good.url });
  expect(counted(await outcomesOf(stage.bus, goodRun))).toEqual({ delivered: 2_000 });
  isBad = false;
  expect((await outcomesOf(stage.bus, badRun)).size).toBe(100);
});

test.concurrent("429 with Retry-After holds the origin: until then nobody is sent, and no attempt is spent", async () => {
  let answered = 0;
  await using held = await startEndpoint(() =>
    answered++ < 16 ? { status: 429, headers: { "retry-after": "6" } } : { status: 200 },
  );
  const run = await startRun(stage.bus, { ...BAD, recipients: 300, batchSize: 300, url: held.url });
  const ends = counted(await outcomesOf(stage.bus, run));
  const arrivals = held.requests.map(({ arrivedAtMs }) => arrivedAtMs);
  const gaps = arrivals.slice(1).map((atMs, i) => atMs - (arrivals[i] ?? 0));
  expect(Math.max(...gaps)).toBeGreaterThan(3_000); // what was on its way when the hold began may arrive late
  expect((ends["delivered"] ?? 0) + (ends["retry"] ?? 0)).toBe(300);
  expect(ends["retry"]).toBe(16);
});

test.concurrent("410 ends the sending for good, and a person's resume begins it again", async () => {
  const controls = await RunControls.open(stage.bus);
  let isGone = true;
  await using endpoint = await startEndpoint(() => ({ status: isGone ? 410 : 200 }));
  const run = await startRun(stage.bus, { ...BAD, url: endpoint.url });
  await eventually(() => statesOf(endpoint).includes("gone"), PATIENCE);
  const sentCount = endpoint.requests.length;
  expect(sentCount).toBeLessThanOrEqual(2 * 128);
  isGone = false;
  await controls.put("local", run.runId, { v: 1, state: "paused", requests_per_minute: null });
  await eventually(async () => (await entryOf(stage.bus, run, 0))?.entry.released === true, PATIENCE);
  await controls.put("local", run.runId, { v: 1, state: "sending", requests_per_minute: null });
  const other = await startRun(stage.bus, { ...GOOD, recipients: 50, batchSize: 50, url: endpoint.url });
  expect(counted(await outcomesOf(stage.bus, other))).toEqual({ delivered: 50 });
});
