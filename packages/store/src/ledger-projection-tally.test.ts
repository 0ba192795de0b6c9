import { expect, test } from "vitest";
import { MAX_REASONS, mergeReasons } from "./ledger-projection-tally.ts";

test("reasons add up by name", () => {
  expect(
    mergeReasons(
      { timeout: 2 },
      new Map([
        ["timeout", 3],
        ["status 404", 1],
      ]),
    ),
  ).toEqual({ timeout: 5, "status 404": 1 });
});

test("after the hundredth reason, new ones are counted as other and known ones still by name", () => {
  const full = Object.fromEntries(Array.from({ length: MAX_REASONS }, (_, i) => [`reason ${i}`, 1]));
  const merged = mergeReasons(
    full,
    new Map([
      ["new", 2],
      ["reason 7", 1],
      ["newer", 3],
    ]),
  );
  expect(merged).toEqual({ ...full, "reason 7": 2, other: 5 });
});
