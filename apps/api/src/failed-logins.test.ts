import { expect, test } from "vitest";
import { FailedLogins } from "./failed-logins.ts";

const limits = { windowMs: 60_000, perAddress: 5, perWorkspace: 20, maxRemembered: 100 };

function at(start = 0) {
  let nowMs = start;
  const logins = new FailedLogins(() => nowMs, limits);
  const fail = (times: number, address: string, workspace: string): void => {
    for (let n = 0; n < times; n++) logins.note(address, workspace);
  };
  return { logins, fail, pass: (ms: number) => (nowMs += ms) };
}

test("an address with too many failures waits until its minute is over, and no other does", () => {
  const { logins, fail, pass } = at();
  fail(4, "a", "acme");
  expect(logins.waitMs("a", "acme")).toBe(0);
  pass(10_000);
  fail(1, "a", "acme");
  expect(logins.waitMs("a", "acme")).toBe(50_000);
  expect(logins.waitMs("a", "other")).toBe(50_000);
  expect(logins.waitMs("b", "acme")).toBe(0);
  pass(50_000);
  expect(logins.waitMs("a", "acme")).toBe(0);
});

test("a workspace that many addresses guess at lets a fresh address try", () => {
  const { logins, fail } = at();
  for (let n = 0; n < 10; n++) fail(3, `bot-${n}`, "acme");
  expect(logins.waitMs("bot-1", "acme")).toBeGreaterThan(0);
  expect(logins.waitMs("bot-1", "other")).toBe(0);
  expect(logins.waitMs("honest", "acme")).toBe(0);
});

test("what is remembered is bounded", () => {
  const { logins, fail } = at();
  fail(5, "first", "acme");
  for (let n = 0; n < 100; n++) fail(1, `bot-${n}`, `w${n}`);
  expect(logins.waitMs("first", "acme")).toBe(0);
});
