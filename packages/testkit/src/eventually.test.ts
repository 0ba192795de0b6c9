import { expect, test } from "vitest";
import { eventually } from "./eventually.ts";

test("resolves with the value as soon as the condition holds", async () => {
  let looks = 0;
  expect(await eventually(() => (++looks === 3 ? "there" : undefined), { intervalMs: 1 })).toBe("there");
  expect(looks).toBe(3);
});

test("a condition that throws counts as not yet", async () => {
  let looks = 0;
  const value = await eventually(
    () => {
      if (++looks < 3) throw new Error("not yet");
      return looks;
    },
    { intervalMs: 1 },
  );
  expect(value).toBe(3);
});

test("fails with the last error as cause when the condition never holds", async () => {
  const lastError = new Error("still down");
  const waiting = eventually(() => Promise.reject(lastError), { timeoutMs: 20, intervalMs: 1 });
  await expect(waiting).rejects.toMatchObject({ cause: lastError });
});
