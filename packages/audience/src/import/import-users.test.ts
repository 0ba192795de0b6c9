import type { ImportProgress, RejectedRow, User } from "@sluice/schema";
import { expect, test } from "vitest";
import { importUsers, type ImportUsersOptions } from "./import-users.ts";

const ROWS_PER_PIECE = 10_000;

/** Ten thousand rows a piece, so that each piece fills a chunk. */
async function* pieces(count: number, row = (index: number) => `u${index}`): AsyncGenerator<Uint8Array> {
  yield Buffer.from("user_id\n");
  for (let piece = 0; piece < count; piece++) {
    const rows = Array.from({ length: ROWS_PER_PIECE }, (_, index) => row(piece * ROWS_PER_PIECE + index));
    yield Buffer.from(`${rows.join("\n")}\n`);
  }
}

function run(options: Partial<ImportUsersOptions>) {
  const load = (users: readonly User[]) => Promise.resolve({ changed: users.length, unchanged: 0 });
  return importUsers({ source: pieces(3), format: "csv", idColumn: "user_id", load, ...options });
}

test("users are loaded, bad rows are handed over, and the result sums", async () => {
  const rejected: RejectedRow[] = [];
  const progress: ImportProgress[] = [];
  const result = await run({
    source: pieces(3, (index) => (index === 12_345 ? "u,too,many" : `u${index}`)),
    load: async (users) => ({ changed: users.length - 1, unchanged: 1 }),
    onRejected: (rows) => void rejected.push(...rows),
    onProgress: (now) => void progress.push(now),
  });
  expect(result).toEqual({ rows: 30_000, changed: 29_996, unchanged: 3, rejected: 1 });
  expect(rejected).toEqual([{ line: 12_347, reason: "the row has 3 columns, the header has 1" }]);
  expect(progress.at(-1)).toMatchObject({ rows: 30_000, rejected: 1 });
});

test("one chunk is parsed while another loads, and never more", async () => {
  let piecesRead = 0;
  let loads = 0;
  async function* source() {
    for await (const piece of pieces(6)) {
      yield piece;
      piecesRead += 1;
    }
  }
  await run({
    source: source(),
    load: async (users) => {
      loads += 1;
      const readBefore = piecesRead;
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(piecesRead - readBefore).toBeLessThanOrEqual(1);
      return { changed: users.length, unchanged: 0 };
    },
  });
  expect(loads).toBe(6);
});

test("a failing load ends the import with its error", async () => {
  const load = () => Promise.reject(new Error("the store is gone"));
  await expect(run({ load })).rejects.toThrow("the store is gone");
});

test("a failing source ends the import after the load under way", async () => {
  let loaded = 0;
  async function* source() {
    yield* pieces(1);
    throw new Error("the file is gone");
  }
  const load = async (users: readonly User[]) => {
    await new Promise((resolve) => setImmediate(resolve));
    loaded += users.length;
    return { changed: users.length, unchanged: 0 };
  };
  await expect(run({ source: source(), load })).rejects.toThrow("the file is gone");
  expect(loaded).toBe(10_000);
});

test("an aborted import ends with the reason, and what was loaded stays", async () => {
  const aborter = new AbortController();
  let loaded = 0;
  const load = async (users: readonly User[]) => {
    loaded += users.length;
    aborter.abort(new Error("Ctrl-C"));
    return { changed: users.length, unchanged: 0 };
  };
  await expect(run({ load, signal: aborter.signal })).rejects.toThrow("Ctrl-C");
  expect(loaded).toBe(10_000);
});

test("a bad header loads nothing", async () => {
  let loads = 0;
  const load = async () => ({ changed: (loads += 1), unchanged: 0 });
  await expect(run({ idColumn: "id", load })).rejects.toMatchObject({ code: "INVALID_HEADER" });
  expect(loads).toBe(0);
});
