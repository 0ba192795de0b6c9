import { expect, test } from "vitest";
import { runHealthChecks } from "./health-checks.ts";

test("all is well when every neighbour answers", async () => {
  expect(await runHealthChecks({ nats: async () => {} })).toEqual({ status: "ok", checks: { nats: "ok" } });
});

test("one that does not answer in time fails, and so does one that refuses, with its reason and without its password", async () => {
  const report = await runHealthChecks(
    {
      slow: () => new Promise(() => "never"),
      postgres: () => Promise.reject(new Error("postgres://u:s3cret@db refused")),
      broken: () => {
        throw new Error("no pool");
      },
    },
    20,
  );
  expect(report).toEqual({
    status: "failing",
    checks: {
      slow: "no answer within 20 ms",
      postgres: "postgres://[redacted]@db refused",
      broken: "no pool",
    },
  });
});
