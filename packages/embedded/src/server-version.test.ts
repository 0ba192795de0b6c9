import { expect, test } from "vitest";
import { isAtLeast, versionIn } from "./server-version.ts";

test("the version is found in what a nats-server says", () => {
  expect(versionIn("nats-server: v2.15.1\n")).toBe("2.15.1");
  expect(versionIn("nats-server: v2.12.0-RC.1")).toBe("2.12.0");
  expect(versionIn("command not found")).toBeUndefined();
});

test.each([
  ["2.12.7", true],
  ["2.12.6", false],
  ["2.9.10", false],
  ["2.15.1", true],
  ["3.0.0", true],
  ["1.99.99", false],
])("%s is new enough: %s", (version, isNewEnough) => {
  expect(isAtLeast(version, "2.12.7")).toBe(isNewEnough);
});
