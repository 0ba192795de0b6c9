// The sink as others see it: its own process, real sockets, undici and autocannon.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { Pool } from "undici";
import { expect, test } from "vitest";
import { decodeRecord, RECORD_BYTES, RECORD_FLAGS } from "../src/sink/record-format.ts";
import { startSinkProcess } from "../src/sink/sink-process.ts";

const keyed = (key: string, attempt = 1, body = "{}") =>
  `POST /n HTTP/1.1\r\nHost: s\r\nIdempotency-Key: ${key}\r\nX-Attempt: ${attempt}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** Sends raw bytes in the given pieces and returns all that comes back until the sink closes. */
function talk(port: number, pieces: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let received = "";
    socket.setNoDelay(true);
    socket.on("data", (chunk) => (received += chunk.toString("latin1")));
    socket.on("close", () => resolve(received)).on("error", reject);
    const sendPiece = (index: number): void => {
      const piece = pieces[index];
      if (piece !== undefined) socket.write(piece, "latin1", () => setImmediate(sendPiece, index + 1));
    };
    sendPiece(0);
  });
}

const last = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
const statusesIn = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

test("requests split into single bytes and requests glued together are all answered, in order", async () => {
  await using sink = await startSinkProcess(["--p50", "2", "--p99", "8"]);
  const glued = keyed("a") + keyed("b") + keyed("c") + last;
  expect(statusesIn(await talk(sink.port, [glued]))).toEqual([200, 200, 200, 200]);
  expect(statusesIn(await talk(sink.port, glued.split("")))).toEqual([200, 200, 200, 200]);
  expect(await sink.counts()).toMatchObject({ total: 8, uniqueKeys: 3, keysDeliveredTwice: 3, pending: 0 });
});

test("a malformed request is answered 400, a chunked one 411, and the connection closed", async () => {
  await using sink = await startSinkProcess();
  expect(statusesIn(await talk(sink.port, [`${keyed("a")}nonsense\r\n\r\n${keyed("b")}`]))).toEqual([
    200, 400,
  ]);
  expect(
    statusesIn(await talk(sink.port, ["POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"])),
  ).toEqual([411]);
  expect(await sink.counts()).toMatchObject({ total: 1, refused: 2 });
});

test("during a spell every request is answered in one way, with Retry-After; afterwards as before", async () => {
  await using sink = await startSinkProcess();
  await sink.spell({ answer: 429, durationMs: 60_000, retryAfter: "7" });
  expect(await talk(sink.port, [last])).toMatch(/^HTTP\/1\.1 429 .*\r\nRetry-After: 7\r\n/s);
  await sink.spell({ answer: 200, durationMs: 0, retryAfter: null });
  expect(statusesIn(await talk(sink.port, [last]))).toEqual([200]);
});

test("garbage is not HTTP, and a drip never ends its head", async () => {
  await using garbage = await startSinkProcess(["--garbage", "1"]);
  expect(await talk(garbage.port, [last])).toMatch("this is no HTTP");
  await using drip = await startSinkProcess(["--drip", "1"]);
  const pool = new Pool(drip.url, { headersTimeout: 3_000 });
  await expect(pool.request({ path: "/", method: "GET" })).rejects.toThrow("Headers Timeout");
  await pool.destroy();
  expect(await drip.counts()).toMatchObject({ total: 1, byStatus: {} });
});

test("after a request that asks to close, nothing more is read from the connection", async () => {
  await using sink = await startSinkProcess(["--p50", "1", "--p99", "2"]);
  expect(statusesIn(await talk(sink.port, [last + keyed("after")]))).toEqual([200]);
  expect(await sink.counts()).toMatchObject({ total: 1, uniqueKeys: 0 });
});

test("records tell key, attempt, mark, body and answer of every request, hung and reset ones included", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sink-"));
  try {
    const path = join(folder, "records.bin");
    const sink = await startSinkProcess([
      "--record",
      path,
      "--fail",
      "503=0.3",
      "--reset",
      "0.2",
      "--hang",
      "0.2",
    ]);
    const pool = new Pool(sink.url, { connections: 20, headersTimeout: 2_000 });
    const statuses = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        pool
          .request({
            path: "/",
            method: "POST",
            body: `{"n":${i}}`,
            headers: { "idempotency-key": `r:${i}`, "x-attempt": "2" },
          })
          .then(async ({ statusCode, body }) => (await body.dump(), statusCode))
          .catch(() => 0),
      ),
    );
    await pool.close();
    const counts = await sink.counts();
    await sink.close();

    const bytes = await readFile(path);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const records = Array.from({ length: bytes.length / RECORD_BYTES }, (_, i) =>
      decodeRecord(view, i * RECORD_BYTES),
    );
    expect(records).toHaveLength(200);
    for (const status of [0, 200, 503]) {
      const answered = statuses.filter((seen) => seen === status).length;
      expect(answered).toBeGreaterThan(10);
      expect(records.filter((record) => record.status === status)).toHaveLength(answered);
      expect(counts.byStatus[status]).toBe(answered);
    }
    expect(
      records.every(
        ({ attempt, bodyBytes, flags }) => attempt === 2 && bodyBytes > 5 && flags & RECORD_FLAGS.hasKey,
      ),
    ).toBe(true);
    expect(records.some(({ flags }) => flags & RECORD_FLAGS.hung)).toBe(true);
    expect(records.some(({ flags }) => flags & RECORD_FLAGS.reset)).toBe(true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("autocannon and the sink count the same, one request at a time on each connection", async () => {
  await using sink = await startSinkProcess();
  const result = await autocannon({ ...load(sink.url), pipelining: 1 });
  expect(result).toMatchObject({ "2xx": 5_000, non2xx: 0, errors: 0 });
  expect(await sink.counts()).toMatchObject({ total: 5_000, byStatus: { 200: 5_000 } });
});

test("autocannon sees only correct answers with several requests in flight on a connection", async () => {
  await using sink = await startSinkProcess();
  const result = await autocannon({ ...load(sink.url), pipelining: 4 });
  // At the end autocannon closes each connection without waiting for the answers to its last three requests, so these
  // may or may not have reached the sink.
  expect(result).toMatchObject({ "2xx": 5_000 - 10 * 3, non2xx: 0, errors: 0 });
  const { total, byStatus } = await sink.counts();
  expect(byStatus).toEqual({ 200: total });
  expect(total).toBeGreaterThanOrEqual(result["2xx"]);
  expect(total).toBeLessThanOrEqual(5_000);
});

const load = (url: string) => ({ url, connections: 10, amount: 5_000, method: "POST" as const, body: "{}" });

test("a wrong option ends the sink with a sentence", async () => {
  await expect(startSinkProcess(["--fail", "503=2"])).rejects.toThrow("before it was ready");
});
