import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { HmacSha256 } from "./hmac-sha256.ts";

const text = (hex: string): string => Buffer.from(hex, "hex").toString("latin1");

// RFC 4231, the test cases whose data is ASCII.
test.each([
  [
    "0b".repeat(20),
    text("4869205468657265"),
    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
  ],
  [
    "4a656665",
    "what do ya want for nothing?",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
  [
    "aa".repeat(131),
    "Test Using Larger Than Block-Size Key - Hash Key First",
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  ],
])("a key of %s signs as the standard says", (key, data, expected) => {
  const hmac = new HmacSha256(Buffer.from(key, "hex"));
  expect(Buffer.from(hmac.base64Of(data), "base64").toString("hex")).toBe(expected);
});

test("any key signs any text as Node does, however often and in whatever order", () => {
  const message = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ minLength: 20_000, maxLength: 30_000 }),
  );
  const key = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(key, fc.array(message, { minLength: 1, maxLength: 3 }), (bytes, messages) => {
      const hmac = new HmacSha256(bytes);
      for (const one of messages)
        expect(hmac.base64Of(one)).toBe(createHmac("sha256", bytes).update(one, "utf8").digest("base64"));
    }),
    { numRuns: 200 },
  );
});
