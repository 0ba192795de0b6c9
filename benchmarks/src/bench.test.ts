import { expect, test } from "vitest";
import { parseBenchOptions } from "./bench.ts";
import type { Bench } from "./bench.ts";

const bench: Bench = {
  name: "sample",
  about: "",
  options: [{ name: "threads", fallback: 2, about: "" }],
  run: () => Promise.resolve({}),
};

test("an option that is not given has its fallback", () => {
  expect(parseBenchOptions(bench, [])("threads")).toBe(2);
  expect(parseBenchOptions(bench, ["--threads", "4"])("threads")).toBe(4);
});

test.each([
  [["--thread", "4"], "it has: --threads"],
  [["--threads", "four"], "whole number"],
  [["--threads", "0"], "whole number"],
  [["--threads"], "whole number"],
])("%j is refused with a sentence that helps", (args, message) => {
  expect(() => parseBenchOptions(bench, args)).toThrow(message);
});
