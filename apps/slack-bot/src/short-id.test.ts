import * as fc from "fast-check";
import { expect, test } from "vitest";
import { normalShortId, shortId, tailsOf } from "./short-id.ts";

const campaignId = fc.stringMatching(/^[0-9a-f]{24}$/);

test("a short id is the same for the same campaign, however it is typed", () => {
  fc.assert(
    fc.property(campaignId, (id) => {
      const short = shortId(id);
      expect(normalShortId(short)).toBe(short);
      expect(normalShortId(short.toLowerCase())).toBe(short);
      expect(normalShortId(short.slice(2))).toBe(short);
    }),
  );
});

test("letters that look like digits are read as digits", () => {
  expect(normalShortId("C-O1IL0")).toBe("C-01110");
});

test("what is no short id is none", () => {
  for (const text of ["", "C-", "C-123", "C-1234567", "Winter", "C-12U45"])
    expect(normalShortId(text)).toBeNull();
});

test("an id is among those that its short id may mean", () => {
  fc.assert(
    fc.property(campaignId, (id) => {
      expect(tailsOf(shortId(id))).toContain(id.slice(-7));
    }),
  );
});
