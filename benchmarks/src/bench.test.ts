import { expect, test } from "vitest";
import { parseBenchOptions } from "./bench.ts";
import type { Bench } from "./bench.ts";

const bench: Bench = {
  name: "sample",
  about: "",
  options: [
    { name: "threads", fallback: 2, about: "" },
    { name: "seeds", fallback: [1, 2], about: "" },
    { name: "profile", fallback: false, about: "" },
  ],
  run: () => Promise.resolve({}),
};

test("an option that is not given has its fallback", () => {
  const values = parseBenchOptions(bench, []);
  expect([values.number("threads"), values.numbers("seeds"), values.isSet("profile")]).toEqual([
    2,
    [1, 2],
    false,
  ]);
});

test("numbers, lists and switches are read in any order", () => {
  const values = parseBenchOptions(bench, ["--profile", "--seeds", "7,8", "--threads", "4"]);
  expect([values.number("threads"), values.numbers("seeds"), values.isSet("profile")]).toEqual([
    4,
    [7, 8],
    true,
  ]);
});

test.each([
  [["--thread", "4"], "it has: --threads, --seeds, --profile"],
  [["--threads", "four"], "whole number"],
  [["--threads", "0"], "whole number"],
  [["--threads", "1,2"], "one whole number"],
  [["--threads"], "whole number"],
  [["--seeds", "1,"], "whole number"],
])("%j is refused with a sentence that helps", (args, message) => {
  expect(() => parseBenchOptions(bench, args)).toThrow(message);
});
