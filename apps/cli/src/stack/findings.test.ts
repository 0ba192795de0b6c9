import { expect, test } from "vitest";
import { nodeFinding } from "./findings.ts";

test.each([
  ["22.22.2", "missing"],
  ["24.10.0", "missing"],
  ["24.11.0", "ok"],
  ["26.10.0", "ok"],
])("Node %s is %s", (version, state) => {
  expect(nodeFinding(version).state).toBe(state);
});
