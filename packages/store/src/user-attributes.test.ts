import { expect, test } from "vitest";
import { changedAttributes, type UserChange } from "./user-attributes.ts";

const change = (of: Partial<UserChange>): UserChange => ({
  userId: "u1",
  mayCreate: true,
  set: {},
  remove: [],
  addTo: {},
  takeFrom: {},
  ...of,
});

test("what is not mentioned stays; null, told as removed, takes away", () => {
  const known = { city: "Pune", age: 30, vip: true };
  const after = changedAttributes(known, change({ set: { age: 31 }, remove: ["vip", "never there"] }));
  expect(after).toEqual({ ok: true, attributes: { city: "Pune", age: 31 } });
});

test("values are added to a list once, and a list begins where there is none", () => {
  const after = changedAttributes(
    { likes: ["tea"] },
    change({ addTo: { likes: ["tea", "milk"], sizes: [1] } }),
  );
  expect(after).toEqual({ ok: true, attributes: { likes: ["tea", "milk"], sizes: [1] } });
});

test("values are taken from a list; where there is no attribute there is nothing to take", () => {
  const after = changedAttributes(
    { likes: ["tea", "milk"] },
    change({ takeFrom: { likes: ["tea", "rum"], none: [1] } }),
  );
  expect(after).toEqual({ ok: true, attributes: { likes: ["milk"] } });
});

test.each([
  ["a value that is no list", { addTo: { age: [1] } }],
  ["a value that is no list, taken from", { takeFrom: { age: [1] } }],
  ["a list of another kind", { addTo: { likes: [1] } }],
])("%s is refused with the name of the attribute, and nothing is changed", (_what, of) => {
  const after = changedAttributes({ age: 30, likes: ["tea"] }, change({ ...of, set: { city: "Pune" } }));
  expect(after).toMatchObject({ ok: false, refusal: { kind: "no_list", attribute: expect.any(String) } });
});

test("a list has at most fifty values, a user at most 256 attributes", () => {
  const fifty = Array.from({ length: 50 }, (_, n) => n);
  expect(changedAttributes({ n: fifty }, change({ addTo: { n: [49] } })).ok).toBe(true);
  expect(changedAttributes({ n: fifty }, change({ addTo: { n: [50] } }))).toMatchObject({ ok: false });
  const many = Object.fromEntries(Array.from({ length: 256 }, (_, n) => [`a${n}`, n]));
  expect(changedAttributes(many, change({ set: { a0: 1 } })).ok).toBe(true);
  expect(changedAttributes(many, change({ set: { b: 1 } }))).toMatchObject({
    refusal: { kind: "too_many" },
  });
});
