import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseValueFile, USER_ID_COLUMNS, type ValueFileOptions } from "./parse-value-file.ts";

const IDS: ValueFileOptions = { columns: USER_ID_COLUMNS, type: "user_id", maxBytes: 1_000_000 };

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, options: Partial<ValueFileOptions> = {}, size = 7) {
  const all = { values: [] as string[], found: 0, bytesRead: 0 };
  for await (const chunk of parseValueFile(pieces(text, size), { ...IDS, ...options })) {
    all.values.push(...chunk.values);
    all.found += chunk.found;
    all.bytesRead = chunk.bytesRead;
  }
  return all;
}

describe("the column", () => {
  test("is the only one, with or without a header", async () => {
    expect((await read("u1\nu2\n")).values).toEqual(["u1", "u2"]);
    expect((await read("\uFEFFUID\r\nu1\r\n\r\nu2")).values).toEqual(["u1", "u2"]);
  });
  test("is the one that the header names, wherever it stands", async () => {
    expect((await read('city,uid,n\n"Pune, x",u1,1\nKöln,u2,2\n')).values).toEqual(["u1", "u2"]);
    const email = { columns: ["email"], type: "string" } as const;
    expect((await read("name,Email\nA,a@example.com\n", email)).values).toEqual(["a@example.com"]);
  });
});

test("rows without a usable value are counted and passed over", async () => {
  expect(await read(`uid,city\nu1,x\n,y\n${"z".repeat(300)},y\nu\u00012,y\nu3\n`)).toMatchObject({
    values: ["u1", "u3"],
    found: 5,
  });
  const amount = { columns: ["amount"], type: "double" } as const;
  expect(await read("amount\n1.50\n1e3\nmany\n", amount)).toMatchObject({
    values: ["1.5", "1000"],
    found: 3,
  });
});

test("a file without rows, and one beyond its bound, change nothing: they are refused", async () => {
  await expect(read("")).rejects.toMatchObject({ code: "EMPTY_FILE" });
  await expect(read("u1\n".repeat(100), { maxBytes: 50 })).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
});

test("how a file is cut into pieces changes nothing", async () => {
  const anyFile = fc.array(fc.string({ unit: "grapheme-ascii", maxLength: 12 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(anyFile, fc.integer({ min: 1, max: 40 }), async (lines, size) => {
      const text = `uid\n${lines.join("\n")}\n`;
      expect(await read(text, {}, size)).toEqual(await read(text, {}, text.length * 4));
    }),
    { numRuns: 200 },
  );
});
