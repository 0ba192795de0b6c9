import * as fc from "fast-check";
import { expect, test } from "vitest";
import { shareFairly } from "./throttle-shares.ts";

const wishes = fc.array(fc.nat({ max: 1_000 }), { maxLength: 20 });

test("everything is given away as far as anyone wants it, and nobody gets more than wanted", () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), wishes, fc.nat(), (total, wanted, turn) => {
      const { shares } = shareFairly(total, wanted, turn);
      const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
      expect(sum(shares)).toBe(Math.min(total, sum(wanted)));
      shares.forEach((share, i) => expect(share).toBeLessThanOrEqual(wanted[i]!));
    }),
  );
});

test("who goes short is at most one permit behind anyone else", () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), wishes, fc.nat(), (total, wanted, turn) => {
      const { shares } = shareFairly(total, wanted, turn);
      const mostGiven = Math.max(0, ...shares);
      shares.forEach((share, i) => expect(share === wanted[i] || share >= mostGiven - 1).toBe(true));
    }),
  );
});
