import { expect, test } from "vitest";
import { ChangeBell } from "./change-bell.ts";

const A_DAY_MS = 86_400_000;
const never = new AbortController().signal;

test("whoever pauses is woken by a ring", async () => {
  const bell = new ChangeBell();
  const pausing = bell.pause(bell.rings, A_DAY_MS, never);
  bell.ring();
  await expect(pausing).resolves.toBeUndefined();
});

test("what rang while somebody worked is not lost: the pause is short", async () => {
  const bell = new ChangeBell();
  const before = bell.rings;
  bell.ring();
  await expect(bell.pause(before, A_DAY_MS, never)).resolves.toBeUndefined();
});

test("without a ring a pause lasts as long as it was asked to, or until its process ends", async () => {
  const bell = new ChangeBell();
  await bell.pause(bell.rings, 5, never);
  const ending = new AbortController();
  const pausing = bell.pause(bell.rings, A_DAY_MS, ending.signal);
  ending.abort();
  await expect(pausing).resolves.toBeUndefined();
  await expect(bell.pause(bell.rings, A_DAY_MS, ending.signal)).resolves.toBeUndefined();
});
