// Requests whose framing lies: more or less than was announced, chunks that are none, bodies that are cut. Each on a connection of
// its own, which ends with it.
import type { Chance } from "./chance.ts";

/** @param head request line and headers, each ended by CRLF, without the empty line. */
type Lie = (head: string, body: string, chance: Chance) => Buffer;

const framed = (head: string, header: string, body: string): Buffer =>
  Buffer.from(`${head}content-type: application/json\r\n${header}\r\n${body}`);
const chunked = (head: string, chunks: string): Buffer =>
  framed(head, "transfer-encoding: chunked\r\n", chunks);

const LIES: readonly Lie[] = [
  (head, body) => framed(head, `content-length: ${Buffer.byteLength(body) + 500}\r\n`, body),
  (head, body) => framed(head, `content-length: ${Math.max(0, Buffer.byteLength(body) - 5)}\r\n`, body),
  (head, body) => framed(head, "content-length: -1\r\n", body),
  (head, body) => framed(head, "content-length: 1e3\r\n", body),
  (head, body) => framed(head, "content-length: 99999999999999999999\r\n", body),
  (head, body) => framed(head, "content-length: 3\r\ncontent-length: 5\r\n", body),
  (head, body) => framed(head, `content-length: ${body.length}\r\ntransfer-encoding: chunked\r\n`, body),
  (head, body) => chunked(head, `zz\r\n${body}\r\n0\r\n\r\n`),
  (head, body) => chunked(head, `ffffffffffffffffff\r\n${body}`),
  (head, body) => chunked(head, `${(Buffer.byteLength(body) + 9).toString(16)}\r\n${body}\r\n0\r\n\r\n`),
  (head, body) => chunked(head, `${Buffer.byteLength(body).toString(16)}\r\n${body}`),
  (head, body) =>
    chunked(head, `${Buffer.byteLength(body).toString(16)};a=b\r\n${body}\r\n0\r\nx: y\r\n\r\n`),
  (head, body) =>
    chunked(
      head,
      `${[...Buffer.from(body)].map((byte) => `1\r\n${String.fromCodePoint(byte)}\r\n`).join("")}0\r\n\r\n`,
    ),
  (head, body, chance) => {
    const whole = framed(head, `content-length: ${Buffer.byteLength(body)}\r\n`, body);
    return whole.subarray(0, chance.below(whole.length));
  },
  (head, body) => framed(head, `x-large: ${"y".repeat(20_000)}\r\ncontent-length: ${body.length}\r\n`, body),
  (head, body) => framed(head, `bad header\r\ncontent-length: ${body.length}\r\n`, body),
];

export const lieInTransport = (head: string, body: string, chance: Chance): Buffer =>
  chance.pick(LIES)(head, body, chance);
