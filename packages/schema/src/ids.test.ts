import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CampaignId, idempotencyKey, mintCampaignId, mintedAtMs, mintUuidV7, RunId, UserId } from "./ids.ts";

const moments = fc.integer({ min: 0, max: 2 ** 42 });
const chance = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test("every minted run id is a UUID of version 7 that tells when it was minted", () => {
  fc.assert(
    fc.property(moments, chance(10), (nowMs, random) => {
      const runId = mintUuidV7(nowMs, random);
      expect(RunId.safeParse(runId).success).toBe(true);
      expect(mintedAtMs(runId)).toBe(nowMs);
    }),
  );
});

test("run ids sort by the time at which they were minted", () => {
  fc.assert(
    fc.property(moments, moments, chance(10), chance(10), (a, b, first, second) => {
      fc.pre(a < b);
      expect(mintUuidV7(a, first) < mintUuidV7(b, second)).toBe(true);
    }),
  );
});

test("every minted campaign id has 24 hexadecimal digits, and sorts by the millisecond of its making", () => {
  fc.assert(
    fc.property(moments, chance(6), chance(6), (nowMs, random, later) => {
      const id = mintCampaignId(nowMs, random);
      expect(CampaignId.safeParse(id).success).toBe(true);
      fc.pre(nowMs < 4_294_967_000_000); // the seconds begin anew in 2106
      expect(mintCampaignId(nowMs + 1, later) > id).toBe(true);
    }),
  );
});

test("an idempotency key is ASCII whatever the user id, and differs for different users", () => {
  const runId = mintUuidV7(0, new Uint8Array(10));
  const userIds = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(userIds, userIds, (a, b) => {
      expect(idempotencyKey(runId, a)).toMatch(/^[\x20-\x7e]+$/);
      expect(idempotencyKey(runId, a) === idempotencyKey(runId, b)).toBe(a === b);
    }),
  );
});

test.each(["", "a\u0000b", "line\nbreak", "x".repeat(257)])("%j is no user id", (id) => {
  expect(UserId.safeParse(id).success).toBe(false);
});
