import type { BatchMessage } from "@sluice/bus";
import { expect, test } from "vitest";
import { BatchIntake } from "./batch-intake.ts";

function openIntake(limits: { maxBatches?: number; maxPerRun?: number; monotonicMs?: () => number } = {}) {
  const sent: string[] = [];
  const ends: Array<() => void> = [];
  const intake = new BatchIntake({
    maxBatches: limits.maxBatches ?? 10,
    maxPerRun: limits.maxPerRun ?? 2,
    monotonicMs: limits.monotonicMs ?? (() => 0),
    send: ({ ref }) => {
      sent.push(`${ref.runId}.${ref.batchNo}`);
      return new Promise((resolve) => ends.push(resolve));
    },
  });
  return { intake, sent, endOldest: () => ends.shift()?.() };
}

const LARGE_BYTES = 100_000;

function message(
  runId: string,
  batchNo: number,
  givenBack: number[] = [],
  { bytes = LARGE_BYTES, origin = null }: { bytes?: number; origin?: string | null } = {},
): BatchMessage {
  return {
    ref: { workspaceId: "local", runId, batchNo },
    data: new Uint8Array(bytes),
    resume: null,
    origin,
    isRedelivered: false,
    finish: () => Promise.resolve(true),
    giveBack: (delayMs) => givenBack.push(delayMs),
    stillWorking: () => undefined,
  };
}

test("of one run no more than its share is sent at once; the next begins when one ends", async () => {
  const { intake, sent, endOldest } = openIntake();
  for (const batchNo of [0, 1, 2]) intake.accept(message("a", batchNo));
  intake.accept(message("b", 0));
  expect(sent).toEqual(["a.0", "a.1", "b.0"]);
  endOldest();
  await Promise.resolve();
  expect(sent).toEqual(["a.0", "a.1", "b.0", "a.2"]);
});

test("of small batches four are sent in the place of one", () => {
  const { intake, sent, endOldest } = openIntake();
  for (let batchNo = 0; batchNo < 10; batchNo++) intake.accept(message("a", batchNo, [], { bytes: 1_000 }));
  expect(sent).toHaveLength(8);
  endOldest();
});

test("a batch that is held already, sending or waiting, is given back", () => {
  const { intake, sent } = openIntake({ maxPerRun: 1 });
  const givenBack: number[] = [];
  for (const batchNo of [0, 1, 0, 1]) intake.accept(message("a", batchNo, givenBack));
  expect(sent).toEqual(["a.0"]);
  expect(givenBack).toEqual([1_000, 1_000]);
  expect(intake.heldCount).toBe(2);
});

test("whoever waits for room and whoever drains both hear that the last batch has ended", async () => {
  const { intake, endOldest } = openIntake({ maxBatches: 1 });
  intake.accept(message("a", 0));
  const room = intake.room();
  const drained = intake.drain();
  endOldest();
  await Promise.all([room, drained]);
  expect(intake.hasRoom()).toBe(true);
});

test("a drain gives back what has not begun", async () => {
  const { intake, endOldest } = openIntake({ maxPerRun: 1 });
  const givenBack: number[] = [];
  intake.accept(message("a", 0));
  intake.accept(message("a", 1, givenBack));
  const drained = intake.drain();
  endOldest();
  await drained;
  expect(givenBack).toEqual([0]);
  expect(intake.heldCount).toBe(0);
});

test("behind the batches of a run that is stuck, another run's are reached, all of them", async () => {
  let nowMs = 0;
  const { intake, sent } = openIntake({ maxPerRun: 1, monotonicMs: () => nowMs });
  const givenBack: number[] = [];
  for (const batchNo of [0, 1, 2]) intake.accept(message("stuck", batchNo, givenBack));
  expect(intake.hasRoom()).toBe(false);
  nowMs = 1_000;
  await intake.room();
  expect(givenBack).toEqual([5_000, 5_000]);
  intake.accept(message("other", 0));
  intake.accept(message("stuck", 3, givenBack));
  intake.accept(message("other", 1));
  expect(givenBack).toEqual([5_000, 5_000, 5_000]);
  expect(sent).toEqual(["stuck.0", "other.0"]);
  expect([intake.hasRoom(), intake.heldCount]).toEqual([true, 3]);
});

test("a run that moves on, however slowly others do, has its batches kept", () => {
  let nowMs = 0;
  const { intake } = openIntake({ maxPerRun: 1, monotonicMs: () => nowMs });
  const givenBack: number[] = [];
  intake.accept(message("stuck", 0));
  nowMs = 5_000;
  for (const batchNo of [0, 1, 2]) intake.accept(message("a", batchNo, givenBack));
  expect([givenBack, intake.hasRoom()]).toEqual([[], false]);
});

test("a run that begins after a silence has its batches kept, not given back", () => {
  let nowMs = 60_000;
  const { intake } = openIntake({ maxPerRun: 1, monotonicMs: () => nowMs });
  for (const batchNo of [0, 1, 2]) intake.accept(message("a", batchNo));
  nowMs += 999;
  expect(intake.hasRoom()).toBe(false);
});

test("twenty runs to an origin that hangs leave half of the places, and a run to another one has all of its own", async () => {
  let nowMs = 0;
  const { intake, sent } = openIntake({ maxBatches: 64, maxPerRun: 8, monotonicMs: () => nowMs });
  const givenBack: number[] = [];
  const hung = { origin: "https://hung.example" };
  for (let batchNo = 0; batchNo < 8; batchNo++) {
    for (let run = 0; run < 20; run++) intake.accept(message(`hung-${run}`, batchNo, givenBack, hung));
  }
  expect(sent).toHaveLength(32);
  nowMs = 1_000;
  await intake.room(); // what waits is given back now
  for (let batchNo = 0; batchNo < 10; batchNo++)
    intake.accept(message("good", batchNo, [], { origin: "https://good.example" }));
  expect(sent.filter((key) => key.startsWith("good"))).toHaveLength(8);
  intake.accept(message("hung-0", 8, givenBack, hung));
  expect(givenBack).toHaveLength(20 * 8 - 32 + 1);
});

test("of several origins that hang, with however many runs, each leaves half of what it found to the next", async () => {
  let nowMs = 0;
  const { intake, sent } = openIntake({ maxBatches: 64, maxPerRun: 8, monotonicMs: () => nowMs });
  for (let at = 0; at < 6; at++) {
    for (let batchNo = 0; batchNo < 40; batchNo++)
      intake.accept(message(`${at}-${batchNo % 10}`, batchNo, [], { origin: `https://${at}.example` }));
    nowMs += 1_000;
    await intake.room();
  }
  expect(Object.values(Object.groupBy(sent, (key) => key[0]!)).map((batches) => batches?.length)).toEqual([
    32, 16, 8, 4, 2, 1,
  ]);
  intake.accept(message("good", 0, [], { origin: "https://good.example" }));
  expect(sent.at(-1)).toBe("good.0");
});

test("of small batches, as runs with low limits have them, four go into a place over all runs as well", () => {
  const { intake, sent } = openIntake({ maxBatches: 4, maxPerRun: 1 });
  for (let run = 0; run < 20; run++) intake.accept(message(`run-${run}`, 0, [], { bytes: 1_000 }));
  expect(sent).toHaveLength(16);
  expect(intake.hasRoom()).toBe(false);
});
