import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Claim, shareByWeight } from "./throttle-weights.ts";

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const claim = (wanted: number, weight = 1, origin = "a", owed = 0): Claim => ({
  wanted,
  weight,
  origin,
  owed,
});
const permitsOf = (total: number, claims: readonly Claim[], caps: Record<string, number> = {}): number[] =>
  shareByWeight(total, claims, (origin) => caps[origin] ?? Infinity).map(({ permits }) => permits);

const claims = fc.array(
  fc.record({
    wanted: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 2_000 })),
    weight: fc.integer({ min: 1, max: 100 }),
    origin: fc.constantFrom("a", "b", "c"),
    owed: fc.double({ min: -2, max: 2, noNaN: true }),
  }),
  { maxLength: 12 },
);
const caps = fc.record({ a: fc.nat({ max: 500 }), b: fc.nat({ max: 3 }), c: fc.constant(Infinity) });

test("as much is given as total, caps and wants allow: never more, never less", () => {
  fc.assert(
    fc.property(fc.nat({ max: 3_000 }), claims, caps, (total, claims, caps) => {
      const permits = permitsOf(total, claims, caps);
      const ofOrigin = (origin: string, counts: readonly number[]) =>
        sum(counts.filter((_, i) => claims[i]!.origin === origin));
      const wanted = claims.map((each) => each.wanted);
      const possible = (["a", "b", "c"] as const).map((o) => Math.min(caps[o], ofOrigin(o, wanted)));
      permits.forEach((count, i) => expect(count).toBeLessThanOrEqual(wanted[i]!));
      for (const o of ["a", "b", "c"] as const) expect(ofOrigin(o, permits)).toBeLessThanOrEqual(caps[o]);
      expect(sum(permits)).toBe(Math.min(total, sum(possible)));
    }),
    { numRuns: 500 },
  );
});

test("who wants more than there is gets it in proportion to the weights", () => {
  expect(permitsOf(328, [claim(1e6, 3), claim(1e6, 1)])).toEqual([246, 82]);
});

test("what one does not need, others get; what an origin's cap keeps from it, other origins get", () => {
  expect(permitsOf(30, [claim(2), claim(1_000), claim(1_000)])).toEqual([2, 14, 14]);
  expect(permitsOf(30, [claim(1_000, 100, "a"), claim(1_000, 1, "b")], { a: 4 })).toEqual([4, 26]);
  expect(permitsOf(30, [claim(100, 1, "a"), claim(100, 1, "a"), claim(100, 1, "b")], { a: 10 })).toEqual([
    5, 5, 20,
  ]);
});

test("over many slots everyone gets its part by weight, even of less than one permit a slot, and nobody waits for ever", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 5 }), (weights, total) => {
      const slots = 2_000;
      const given = weights.map(() => 0);
      let owed = weights.map(() => 0);
      for (let slot = 0; slot < slots; slot++) {
        const shares = shareByWeight(
          total,
          weights.map((weight, i) => claim(1e6, weight, "a", owed[i])),
          () => Infinity,
        );
        shares.forEach(({ permits }, i) => (given[i]! += permits));
        owed = shares.map((share) => share.owed);
      }
      weights.forEach((weight, i) => {
        const fair = (slots * total * weight) / sum(weights);
        expect(Math.abs(given[i]! - fair)).toBeLessThanOrEqual(4);
      });
    }),
    { numRuns: 40 },
  );
});
