import type { RejectedRow, User } from "@sluice/schema";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseUserFile, type UserFileFormat } from "./parse-user-file.ts";
import { MAX_CHUNK_ROWS, MAX_ROW_BYTES } from "./row-limits.ts";

interface Read {
  users: User[];
  rejected: RejectedRow[];
}

/** @param pieceBytes how the file is cut on its way in; it must never matter */
async function read(content: string | Buffer, format: UserFileFormat, pieceBytes = 1 << 20): Promise<Read> {
  const bytes = Buffer.from(content);
  async function* source() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  const all: Read = { users: [], rejected: [] };
  for await (const chunk of parseUserFile(source(), { format, idColumn: "user_id" })) {
    all.users.push(...chunk.users);
    all.rejected.push(...chunk.rejected);
  }
  return all;
}

const csv = (content: string | Buffer, pieceBytes?: number) => read(content, "csv", pieceBytes);
const ndjson = (content: string | Buffer, pieceBytes?: number) => read(content, "ndjson", pieceBytes);
const idsOf = ({ users }: Read) => users.map((user) => user.user_id);
const reasonsOf = ({ rejected }: Read) => rejected.map(({ line, reason }) => `${line}: ${reason}`);

describe("CSV", () => {
  test("types come from the header, and an empty cell is no attribute", async () => {
    const file = "user_id,name,age:double,vip:bool,since:datetime\nu1,Ana,31.5,TRUE,2026-11-22\nu2,,,,\n";
    expect(await csv(file)).toEqual({
      users: [
        { user_id: "u1", attributes: { name: "Ana", age: 31.5, vip: true, since: "2026-11-22" } },
        { user_id: "u2", attributes: {} },
      ],
      rejected: [],
    });
  });

  test("a byte order mark, CRLF, quotes, newlines in quotes, blank lines and a missing last newline are read", async () => {
    const file = '\uFEFF"user_id",note\r\nu1,"a ""b"",\r\nc"\r\n\r\nu2,plain\r\nu3,"last"';
    expect((await csv(file)).users).toEqual([
      { user_id: "u1", attributes: { note: 'a "b",\r\nc' } },
      { user_id: "u2", attributes: { note: "plain" } },
      { user_id: "u3", attributes: { note: "last" } },
    ]);
  });

  test("each bad row is rejected with its line and reason, and the rows around it are read", async () => {
    const rows = [
      "user_id,note,age:double,vip:bool,since:datetime",
      "u1,,,,",
      ",no id,,,",
      "u3,too,few",
      "u4,a,b,c,d,e",
      "u5,,abc,,",
      "u6,,,maybe,",
      "u7,,,,2026-02-30",
      "u8,nul\u0000,,,",
      `u9,${"x".repeat(4097)},,,`,
      `${"y".repeat(257)},,,,`,
      "u\u000711,,,,",
      "u12,,,,",
    ];
    const all = await csv(rows.join("\n"));
    expect(idsOf(all)).toEqual(["u1", "u12"]);
    expect(reasonsOf(all)).toEqual([
      "3: a user id must not be empty",
      "4: the row has 3 columns, the header has 5",
      "5: the row has 6 columns, the header has 5",
      '6: "age" is not a double: "abc"',
      '7: "vip" is not a bool: "maybe"',
      '8: "since" is not a datetime: "2026-02-30"',
      '9: "note" contains a character that cannot be stored',
      '10: "note" has 4097 characters; at most 4096 are kept',
      "11: a user id has at most 256 characters",
      "12: a user id must not contain control characters",
    ]);
  });

  test("bytes that are not UTF-8 cost their row alone", async () => {
    const file = Buffer.concat([Buffer.from("user_id,n\nu1,"), Buffer.from([0xff]), Buffer.from("\nu2,é\n")]);
    const all = await csv(file);
    expect(idsOf(all)).toEqual(["u2"]);
    expect(reasonsOf(all)).toEqual(["2: the row is not valid UTF-8"]);
  });

  test("a quote that is never closed costs its line, not the rest of the file", async () => {
    const all = await csv('user_id,note\nu1,"open\nu2,fine\nu3,"quoted, fine"\nu4,fine');
    expect(idsOf(all)).toEqual(["u2", "u3", "u4"]);
    expect(reasonsOf(all)).toEqual(["2: a quote is opened and never closed"]);
  });

  test("stray quotes cost their lines", async () => {
    const all = await csv('user_id,note\nu1,5" pipe\nu2,"a"b\nu3,fine\nu4,7" pipe\nu5,fine\n');
    expect(idsOf(all)).toEqual(["u3", "u5"]);
    expect(all.rejected.map(({ line }) => line)).toEqual([2, 3, 5]);
  });

  test("lines are counted through newlines in quotes", async () => {
    const all = await csv('user_id,note\nu1,"a\nb\nc"\nu2\n');
    expect(reasonsOf(all)).toEqual(["5: the row has 1 columns, the header has 2"]);
  });

  test("a line beyond the bound is rejected, whether or not it ever ends", async () => {
    const long = "x".repeat(MAX_ROW_BYTES + 1);
    const all = await csv(`user_id,note\n${long}\nu2,fine\nu3,"${long}"\nu4,fine\n${long}`, 65_536);
    expect(idsOf(all)).toEqual(["u2", "u4"]);
    expect(reasonsOf(all)).toEqual(
      [2, 4, 6].map((line) => `${line}: the row is longer than ${MAX_ROW_BYTES} bytes`),
    );
  });

  test("a quote left open before a megabyte of good rows costs its line alone", async () => {
    const good = Array.from({ length: 40_000 }, (_, index) => `v${index},"a, reasonably long note"`);
    const all = await csv(`user_id,note\nu1,"open\n${good.join("\n")}\n`, 100_000);
    expect(all.users).toHaveLength(40_000);
    expect(reasonsOf(all)).toEqual(["2: a quote is opened and never closed"]);
  });

  test.each([
    ["that is empty", "", "EMPTY_FILE"],
    ["of blank lines", "\n\n", "EMPTY_FILE"],
    ["without the id column", "id,name\nu1,a", "INVALID_HEADER"],
    ["with a column twice", "user_id,name,name\n", "INVALID_HEADER"],
    ["with an unknown type", "user_id,name:text\n", "INVALID_HEADER"],
    ["with a column that has no name", "user_id,\n", "INVALID_HEADER"],
    ["with a reserved name", "user_id,__proto__\n", "INVALID_HEADER"],
    ["with a quote left open", 'user_id,"name\nu1,a', "INVALID_HEADER"],
    ["with too long a name", `user_id,${"n".repeat(201)}\n`, "INVALID_HEADER"],
    [
      "with too many columns",
      `user_id${Array.from({ length: 257 }, (_, index) => `,a${index}`).join("")}\n`,
      "INVALID_HEADER",
    ],
    ["without an end", "x".repeat(MAX_ROW_BYTES + 1), "INVALID_HEADER"],
  ])("a file whose header row is one %s cannot be imported", async (_what, file, code) => {
    await expect(csv(file)).rejects.toMatchObject({ code });
  });

  test("everything wrong with a header is told at once", async () => {
    await expect(csv("a,a,b:x\n")).rejects.toThrow(/unknown type.*no column "user_id".*"a" appears twice/);
  });

  test("names of Object.prototype are ordinary attributes", async () => {
    const { users } = await csv("user_id,constructor,toString\nu1,a,b\n");
    expect(Object.entries(users[0]!.attributes)).toEqual([
      ["constructor", "a"],
      ["toString", "b"],
    ]);
  });
});

describe("NDJSON", () => {
  test("types are those of JSON, null is no attribute, and a whole number is an id", async () => {
    const file = '\uFEFF{"user_id":"u1","age":31.5,"vip":true,"note":null,"n":"a"}\r\n\n{"user_id":42}';
    expect(await ndjson(file)).toEqual({
      users: [
        { user_id: "u1", attributes: { age: 31.5, vip: true, n: "a" } },
        { user_id: "42", attributes: {} },
      ],
      rejected: [],
    });
  });

  test("each bad row is rejected with its line and reason", async () => {
    const many = JSON.stringify(
      Object.fromEntries(Array.from({ length: 258 }, (_, index) => [`a${index}`, 1])),
    );
    const rows = [
      '{"user_id":"u1"',
      '["u2"]',
      '{"name":"a"}',
      '{"user_id":1.5}',
      '{"user_id":"u5","tags":["a",1]}',
      '{"user_id":"u6","a":{}}',
      '{"user_id":"u7","a":"\\u0000"}',
      '{"user_id":"u8","a":"\\ud800"}',
      '{"user_id":"u9","a":1e400}',
      '{"user_id":"u10","__proto__":{"a":1}}',
      '{"user_id":"u11","":1}',
      '{"user_id":"u\\udc00"}',
      many,
      '{"user_id":"u14"}',
    ];
    const all = await ndjson(rows.join("\n"));
    expect(idsOf(all)).toEqual(["u14"]);
    expect(reasonsOf(all)).toEqual([
      "1: the row is not a JSON object",
      "2: the row is not a JSON object",
      '3: there is no user id: "user_id" must be a string or a whole number',
      '4: there is no user id: "user_id" must be a string or a whole number',
      '5: "tags" holds values of more than one kind',
      '6: "a" is an object; an attribute is a string, a number, true or false, or a list of them',
      '7: "a" contains a character that cannot be stored',
      '8: "a" contains a character that cannot be stored',
      '9: "a" is a number beyond what can be stored',
      '10: "__proto__" is a reserved name; rename the attribute',
      "11: an attribute has no name",
      "12: the user id contains a character that cannot be stored",
      '13: there is no user id: "user_id" must be a string or a whole number',
    ]);
    expect(Object.prototype).not.toHaveProperty("a");
  });

  test("a list of up to fifty values of one kind is an attribute; anything else in it is rejected", async () => {
    const row = (list: unknown) => JSON.stringify({ user_id: "u1", list });
    const fifty = Array.from({ length: 50 }, (_, index) => index);
    const good = [["a", "b"], [1, 2.5], [true], [], fifty];
    const all = await ndjson(good.map(row).join("\n"));
    expect(all.users.map(({ attributes }) => attributes["list"])).toEqual(good);
    const bad = [[...fifty, 50], [null], [["a"]], ["x".repeat(513)], ["\u0000"]];
    expect(reasonsOf(await ndjson(bad.map(row).join("\n")))).toHaveLength(bad.length);
  });

  test("too many attributes, too long and not UTF-8 are rejected", async () => {
    const many = Object.fromEntries(Array.from({ length: 257 }, (_, index) => [`a${index}`, 1]));
    const wide = JSON.stringify({ user_id: "u1", ...many });
    const long = `{"user_id":"u2","a":"${"x".repeat(MAX_ROW_BYTES)}"}`;
    const broken = Buffer.concat([Buffer.from('{"user_id":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
    const all = await ndjson(
      Buffer.concat([Buffer.from(`${wide}\n${long}\n`), broken, Buffer.from('\n{"user_id":"u4"}')]),
    );
    expect(idsOf(all)).toEqual(["u4"]);
    expect(all.rejected.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  test("an empty file is an error", async () => {
    await expect(ndjson("\n")).rejects.toMatchObject({ code: "EMPTY_FILE" });
  });
});

test("chunks are bounded, and tell how far the file is read", async () => {
  const rows = Array.from({ length: 25_000 }, (_, index) => `u${index}`);
  const bytes = Buffer.from(`user_id\n${rows.join("\n")}\n`);
  async function* source() {
    yield bytes;
  }
  const sizes: number[] = [];
  let bytesRead = 0;
  for await (const chunk of parseUserFile(source(), { format: "csv", idColumn: "user_id" })) {
    sizes.push(chunk.users.length);
    bytesRead = chunk.bytesRead;
  }
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(25_000);
  expect(Math.max(...sizes)).toBeLessThan(MAX_CHUNK_ROWS * 3);
  expect(bytesRead).toBe(bytes.length);
});

const anyCell = fc.string({
  unit: fc.constantFrom("a", "é", '"', ",", "\n", "\r\n", " ", "👍"),
  maxLength: 4,
});
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

test("whatever is written as CSV is read back", async () => {
  const anyRows = fc.array(fc.tuple(anyCell, anyCell), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(anyRows, fc.integer({ min: 1, max: 40 }), async (rows, pieceBytes) => {
      const lines = rows.map(([one, two], index) => `u${index},${quoted(one)},${quoted(two)}\n`);
      const { users, rejected } = await csv(`user_id,one,two\n${lines.join("")}`, pieceBytes);
      expect(rejected).toEqual([]);
      expect(users.map(({ attributes }) => [attributes["one"] ?? "", attributes["two"] ?? ""])).toEqual(rows);
    }),
    { numRuns: 500 },
  );
});

test("how a file is cut into pieces changes nothing, however broken it is", async () => {
  const anyFile = fc.string({
    unit: fc.constantFrom("u", "1", '"', ",", "\n", "\r\n", "{", '{"user_id":"a"}\n', "é"),
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(anyFile, fc.integer({ min: 1, max: 9 }), async (file, pieceBytes) => {
      expect(await csv(`user_id,note\n${file}`, pieceBytes)).toEqual(await csv(`user_id,note\n${file}`));
      const json = `{"user_id":"first"}\n${file}`;
      expect(await ndjson(json, pieceBytes)).toEqual(await ndjson(json));
    }),
    { numRuns: 1000 },
  );
});
