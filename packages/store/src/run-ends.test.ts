import { expect, test } from "vitest";
import { statusAtEnd } from "./run-ends.ts";

const NOW_MS = 1_000;
const run = { status: "sending", recipients: 10, expired: 0, expires_at: new Date(NOW_MS + 1) } as const;
const over = { expires_at: new Date(NOW_MS) };

test.each([
  ["sent", {}],
  ["stopped", { status: "stopped" }],
  ["not_sent", { recipients: 0 }],
  ["stopped", { status: "stopped", recipients: 0 }],
  ["expired", { ...over, expired: 1 }],
  ["sent", { ...over }],
  ["sent", { status: "paused" }],
] as const)("a run ends as %s when %o", (status, change) => {
  expect(statusAtEnd({ ...run, ...change }, NOW_MS)).toBe(status);
});
