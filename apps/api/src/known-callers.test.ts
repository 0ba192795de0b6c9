import { expect, test } from "vitest";
import { KnownCallers } from "./known-callers.ts";
import type { Caller } from "./ports.ts";

const CALLER: Caller = { workspaceId: "acme", actor: "ana@example.com", keyId: "k", scopes: [] };

function knownAt() {
  const clock = { nowMs: 0 };
  const renewed: string[] = [];
  const known = new KnownCallers(() => clock.nowMs);
  known.remember("Basic x", CALLER);
  const find = (nowMs: number) => {
    clock.nowMs = nowMs;
    return known.find("Basic x", (header) => renewed.push(header));
  };
  return { known, find, renewed };
}

test("a header is known for a second, and one call after half of it has it verified again", () => {
  const { find, renewed } = knownAt();
  expect([find(499), renewed.length]).toEqual([CALLER, 0]);
  expect([find(500), find(501), find(999), renewed]).toEqual([CALLER, CALLER, CALLER, ["Basic x"]]);
  expect(find(1_000)).toBeNull();
});

test("a header that was verified again is known for a second more; one that did not verify is forgotten", () => {
  const { known, find, renewed } = knownAt();
  find(600);
  known.remember("Basic x", CALLER);
  expect([find(1_599), renewed.length]).toEqual([CALLER, 2]);
  known.forget("Basic x");
  expect(find(1_599)).toBeNull();
});
