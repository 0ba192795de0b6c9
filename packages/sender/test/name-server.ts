// A name server on loopback that says what a test wants to hear: real packets, so that the real resolver is tested.
import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";

export type NameAnswer =
  | { addresses: readonly string[]; ttlSeconds?: number }
  | "nxdomain"
  | "servfail"
  | "silence";

export interface NameServer extends AsyncDisposable {
  /** For `servers` of the resolver. */
  address: string;
  /** Questions for IPv4 addresses of the name so far. */
  questionCount(name: string): number;
  /** From now on. */
  answer(name: string, answer: NameAnswer): void;
}

const TYPE_A = 1;
const TYPE_AAAA = 28;
const HEADER_BYTES = 12;
const RESPONSE_FLAGS = 0x8180;
const CODES = { nxdomain: 3, servfail: 2 };

export async function startNameServer(
  answers: Readonly<Record<string, NameAnswer>> = {},
): Promise<NameServer> {
  const known = new Map(Object.entries(answers));
  const asked = new Map<string, number>();
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    const { name, type, endsAt } = readQuestion(query);
    if (type === TYPE_A) asked.set(name, (asked.get(name) ?? 0) + 1);
    const response = respond(query.subarray(0, endsAt), type, known.get(name) ?? "nxdomain");
    if (response !== null) socket.send(response, port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questionCount: (name) => asked.get(name) ?? 0,
    answer: (name, answer) => void known.set(name, answer),
    [Symbol.asyncDispose]: () => new Promise((resolve) => void socket.close(() => resolve())),
  };
}

function readQuestion(query: Buffer): { name: string; type: number; endsAt: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  return { name: labels.join("."), type: query.readUInt16BE(at + 1), endsAt: at + 5 };
}

function respond(question: Buffer, type: number, answer: NameAnswer): Buffer | null {
  if (answer === "silence") return null;
  const isFailure = typeof answer === "string";
  const records = isFailure
    ? []
    : answer.addresses
        .filter((address) => (isIPv6(address) ? TYPE_AAAA : TYPE_A) === type)
        .map((address) => toRecord(address, type, answer.ttlSeconds ?? 60));
  const head = Buffer.from(question);
  head.writeUInt16BE(RESPONSE_FLAGS | (isFailure ? CODES[answer] : 0), 2);
  head.writeUInt16BE(records.length, 6);
  head.writeUInt32BE(0, 8); // no authority, nothing additional
  return Buffer.concat([head, ...records]);
}

function toRecord(address: string, type: number, ttlSeconds: number): Buffer {
  const bytes = Buffer.from(ipaddr.parse(address).toByteArray());
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc000 | HEADER_BYTES, 0); // the name of the question
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(ttlSeconds, 6);
  record.writeUInt16BE(bytes.length, 10);
  return Buffer.concat([record, bytes]);
}
