import * as fc from "fast-check";
import { expect, test } from "vitest";
import { clamp, quoted, when } from "./text.ts";

test("untrusted text can mention nobody and link nowhere", () => {
  expect(quoted("<!channel> <@U1> <https://evil|click> & co")).toBe(
    "&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil|click&gt; &amp; co",
  );
});

test("no text is longer than allowed, and none ends in half a character or half an entity", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.integer({ min: 2, max: 100 }),
      (text, max) => {
        expect(clamp(text, max).length).toBeLessThanOrEqual(max);
        const short = quoted(text.toWellFormed(), max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
        expect(short).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      },
    ),
  );
});

test("an instant is shown in the reader's zone, and has its own for others", () => {
  expect(when("2026-12-01T09:30:00Z")).toBe(
    "<!date^1796117400^{date_short_pretty} {time}|2026-12-01 09:30 UTC>",
  );
});
