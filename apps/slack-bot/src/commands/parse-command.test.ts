import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseCommand, splitWords } from "./parse-command.ts";

test.each([
  ["", "help", []],
  ["new", "new", []],
  ["  SHOW   C-7F3KQ ", "show", ["C-7F3KQ"]],
  ['reject C-7F3KQ "too early, wait for Monday"', "reject", ["C-7F3KQ", "too early, wait for Monday"]],
  ["reject C-7F3KQ “smart quotes too”", "reject", ["C-7F3KQ", "smart quotes too"]],
  ["reject C-7F3KQ 'single'", "reject", ["C-7F3KQ", "single"]],
  ["publish C-7F3KQ", "launch", ["C-7F3KQ"]],
  ["stop C-7F3KQ", "cancel", ["C-7F3KQ"]],
])("%j is understood", (text, verb, words) => {
  expect(parseCommand(text)).toEqual({ verb, words });
});

test.each([
  ["aprove C-7F3KQ", "approve"],
  ["puase", "pause"],
  ["lauch", "launch"],
  ["xyzzy", null],
  ["a", null],
])("%j is not, and the nearest verb is %s", (text, nearest) => {
  expect(parseCommand(text)).toMatchObject({ verb: null, nearest });
});

test("whatever is typed is a verb, a guess or nothing", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4_000 }), (text) => {
      const parsed = parseCommand(text);
      expect(parsed.verb === null ? "typed" in parsed : "words" in parsed).toBe(true);
      expect(splitWords(text).join("").length).toBeLessThanOrEqual(text.length);
    }),
  );
});
