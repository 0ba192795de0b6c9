import { expect, test } from "vitest";
import { describeConfig, resolveConfig } from "./config.ts";

test("what is printed of the configuration holds no password", () => {
  const config = resolveConfig({
    DATABASE_URL: "postgres://sluice:pg-secret@db:5432/sluice",
    NATS_URL: "nats://sluice:nats-secret@bus:4222",
  });
  const printed = JSON.stringify(describeConfig(config));
  expect(printed).not.toMatch(/secret/);
  expect(describeConfig(config)).toMatchObject({ database: "db:5432", nats: "bus:4222" });
});

test("a port that is none is refused", () => {
  expect(() => resolveConfig({ PORT: "70000" })).toThrow(/PORT/);
});
