import { expect, test } from "vitest";
import { attemptTable } from "./attempt-table.ts";

const attempt = (change: object = {}) => ({
  at: "2026-10-02T10:00:00.123Z",
  run_id: "r",
  user_id: "user-1",
  attempt: 2,
  status: 503,
  latency_ms: 12.3,
  error_code: "status 503",
  request: { method: "POST", url: "https://x/" },
  response: { headers: [], body: '{\n  "error": "busy"\n}' },
  ...change,
});

test("a line for each attempt, in columns", () => {
  const silent = attempt({
    user_id: "u",
    status: 0,
    error_code: "timeout",
    latency_ms: 10_000,
    response: null,
  });
  expect(attemptTable([attempt(), silent], false).split("\n")).toEqual([
    "TIME                 USER    TRY  STATUS  TOOK    WHAT WENT WRONG  ANSWER",
    '2026-10-02 10:00:00  user-1  2    503     12 ms   status 503       { "error": "busy" }',
    "2026-10-02 10:00:00  u       2    –       10.0 s  timeout",
  ]);
});

test("long and hostile text stays on its line", () => {
  const body = `\u001b[31m${"x".repeat(500)}\u202e`;
  const [, line = ""] = attemptTable([attempt({ response: { headers: [], body } })], true).split("\n");
  expect(["\u001b", "\u202e"].filter((mark) => line.includes(mark))).toEqual([]);
  expect(line.length).toBeLessThan(140);
});

test("nothing found is said, and so is that there is more", () => {
  expect(attemptTable([], false)).toBe("No attempt is in the log that fits.");
  expect(attemptTable([attempt()], true)).toContain("--export");
});
