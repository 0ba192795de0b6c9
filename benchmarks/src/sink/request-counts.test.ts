import { expect, test } from "vitest";
import { Arrivals } from "./arrivals.ts";
import { hashKey } from "./key-hash.ts";
import { KeyTable } from "./key-table.ts";
import { decodeRecord, encodeRecord, RECORD_BYTES } from "./record-format.ts";

test("counts per key survive growth of the table", () => {
  const table = new KeyTable(16);
  const answer = (key: string, status: number) => {
    const hash = hashKey(key);
    table.countRequest(hash);
    table.countAnswer(hash.low, hash.high, status);
  };
  for (let i = 0; i < 5_000; i++) answer(`run:${i}`, 503);
  for (let i = 0; i < 5_000; i += 2) answer(`run:${i}`, 200);
  answer("run:0", 201);
  expect(table.size).toBe(5_000);
  expect(table.deliveredTwiceCount).toBe(1);
  expect(table.lookUp(hashKey("run:0"))).toEqual({ requestCount: 3, deliveredCount: 2, lastStatus: 201 });
  expect(table.lookUp(hashKey("run:1"))).toEqual({ requestCount: 1, deliveredCount: 0, lastStatus: 503 });
  expect(table.lookUp(hashKey("never"))).toEqual({ requestCount: 0, deliveredCount: 0, lastStatus: 0 });
});

test("the most in any rolling minute is found across the boundary of two minutes", () => {
  const arrivals = new Arrivals();
  const startUs = 123_456_789;
  const arriveAt = (second: number, count: number) => {
    for (let i = 0; i < count; i++) arrivals.count(startUs + second * 1_000_000);
  };
  arriveAt(0, 1);
  arriveAt(45, 10);
  arriveAt(75, 20);
  arriveAt(200, 5);
  const figures = arrivals.figures();
  expect(figures).toMatchObject({ total: 36, perMinute: [11, 20, 0, 5], maxInRolling60s: 30 });
  expect(figures.perSecond[75]).toBe(20);
});

test("a record is read back as it was written", () => {
  const record = {
    arrivedUs: 1_234_567_890.5,
    arrivedWallMs: 1_800_000_000_000,
    endedUs: 1_234_599_999,
    keyLow: 0xfedcba98,
    keyHigh: 0x89abcdef,
    bodyCrc32: 0xffffffff,
    bodyBytes: 700,
    status: 503,
    attempt: 6,
    flags: 3,
  };
  const view = new DataView(new ArrayBuffer(RECORD_BYTES * 2));
  encodeRecord(record, view, RECORD_BYTES);
  expect(decodeRecord(view, RECORD_BYTES)).toEqual(record);
  expect(() => decodeRecord(view, 0)).toThrow("not a record file");
});
