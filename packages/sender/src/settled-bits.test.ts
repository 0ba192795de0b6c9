import { describe, expect, test } from "vitest";
import { SettledBits } from "./settled-bits.ts";

describe("settled bits", () => {
  test.each([1, 7, 8, 9, 500])("of %i recipients come back from base64 as they were", (size) => {
    const bits = new SettledBits(size);
    for (let i = 0; i < size; i += 3) bits.add(i);
    const read = new SettledBits(size, bits.toBase64());
    expect(Array.from({ length: size }, (_, i) => read.has(i))).toEqual(
      Array.from({ length: size }, (_, i) => i % 3 === 0),
    );
    expect(read.count).toBe(bits.count);
  });

  test("count a recipient once, however often it is settled", () => {
    const bits = new SettledBits(2);
    bits.add(0);
    bits.add(0);
    expect(bits.count).toBe(1);
    expect(bits.isComplete).toBe(false);
    bits.add(1);
    expect(bits.isComplete).toBe(true);
  });

  test("are complete only by recipients that exist: bits beyond the last one do not count", () => {
    const bits = new SettledBits(3, Buffer.from([0xff, 0xff]).toString("base64"));
    expect(bits.count).toBe(3);
    expect(bits.isComplete).toBe(true);
  });
});
