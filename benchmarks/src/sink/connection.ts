// One connection of the sink: bytes in, requests recognised, answers out in the order of the requests.
//
//   N1. One request of a connection is open at a time; the next is looked at once that one is answered.
//   N2. Every request that arrived ends exactly once in the log: answered, reset, or with its connection gone.
//   N3. What is held is bounded: reading pauses while an answer is due, or while the other side does not read.
import type { Socket } from "node:net";
import { crc32 } from "node:zlib";
import { answerText, DRIP_START, DRIPPED, GARBAGE_TEXT } from "./answers.ts";
import { DRIP, GARBAGE, HANG, RESET } from "./behaviour.ts";
import type { Spell } from "./spell.ts";
import { INCOMPLETE, newParsedRequest, parseRequest } from "./parse-request.ts";
import type { ParsedRequest } from "./parse-request.ts";
import { RECORD_FLAGS } from "./record-format.ts";
import type { RequestRecord } from "./record-format.ts";
import type { RequestLog } from "./request-log.ts";
import type { Due, TimerWheel } from "./timer-wheel.ts";

export interface ConnectionPorts {
  log: RequestLog;
  behaviour: Spell;
  wheel: TimerWheel;
  /** Monotonic microseconds. */
  nowUs: () => number;
  /** A running number, for requests that carry no key. */
  nextNumber: () => number;
}

/** Between two bytes of an answer that never ends. */
const DRIP_MS = 200;
const MAX_HELD_WHILE_OPEN_BYTES = 64 * 1024;
const NOTHING = Buffer.alloc(0);

export class Connection implements Due {
  readonly #socket: Socket;
  readonly #ports: ConnectionPorts;
  readonly #request: ParsedRequest = newParsedRequest();
  readonly #record: RequestRecord = newRecord();
  #held: Buffer = NOTHING;
  #isRequestOpen = false;
  #isDripping = false;
  #unsent = "";

  constructor(socket: Socket, ports: ConnectionPorts) {
    this.#socket = socket;
    this.#ports = ports;
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.on("drain", () => socket.resume());
    socket.on("close", () => this.#closed());
    socket.on("error", () => socket.destroy()); // a sender that was killed; `close` follows
  }

  /** The delay of the open request has passed. */
  fire(): void {
    if (!this.#isRequestOpen) return; // the connection went first
    this.#answer();
    this.#socket.resume();
    this.#readHeld(this.#held);
  }

  #read(chunk: Buffer): void {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    if (!this.#isRequestOpen) return this.#readHeld(bytes);
    this.#held = bytes; // N1
    if (bytes.length > MAX_HELD_WHILE_OPEN_BYTES) this.#socket.pause(); // N3
  }

  /** HOT: takes requests out of `bytes` until one must wait or none is complete. */
  #readHeld(bytes: Buffer): void {
    let offset = 0;
    while (!this.#isRequestOpen && this.#socket.writable && offset < bytes.length) {
      const result = parseRequest(bytes, offset, bytes.length, this.#request);
      if (result === INCOMPLETE) break;
      if (result < 0) return this.#refuse(-result);
      offset = result;
      this.#open(bytes);
    }
    this.#held = offset === bytes.length ? NOTHING : bytes.subarray(offset);
    this.#send();
  }

  /** HOT: a whole request is there. */
  #open(bytes: Buffer): void {
    const { log, behaviour, wheel, nowUs, nextNumber } = this.#ports;
    const { key, hasKey, attempt, bodyStart, bodyEnd, isMaybeDuplicate } = this.#request;
    const record = this.#record;
    record.arrivedUs = nowUs();
    record.arrivedWallMs = Date.now();
    record.keyLow = key.low;
    record.keyHigh = key.high;
    record.attempt = attempt;
    record.bodyBytes = bodyEnd - bodyStart;
    record.bodyCrc32 = bodyEnd === bodyStart ? 0 : crc32(bytes.subarray(bodyStart, bodyEnd));
    record.flags = (hasKey ? RECORD_FLAGS.hasKey : 0) | (isMaybeDuplicate ? RECORD_FLAGS.maybeDuplicate : 0);
    log.arrived(this.#request, record.arrivedUs);
    this.#isRequestOpen = true;

    const nth = hasKey ? attempt : nextNumber();
    record.status = behaviour.answerFor(key, nth);
    if (record.status === HANG) return;
    const delayMs = behaviour.delayMsFor(key, nth);
    if (delayMs === 0) this.#answer();
    else wheel.schedule(this, delayMs);
  }

  #answer(): void {
    const { status } = this.#record;
    if (status === RESET) return this.#reset();
    if (status === GARBAGE) return this.#talkNonsense();
    if (status === DRIP) return this.#drip();
    this.#unsent += answerText(status, this.#request.keepsAlive, this.#ports.behaviour.retryAfter);
    this.#end();
    if (this.#request.keepsAlive) return;
    this.#send();
    this.#socket.end();
  }

  #reset(): void {
    this.#record.status = 0;
    this.#record.flags |= RECORD_FLAGS.reset;
    this.#end();
    this.#socket.resetAndDestroy();
  }

  #talkNonsense(): void {
    this.#record.status = 0;
    this.#end();
    this.#socket.end(GARBAGE_TEXT);
  }

  /** A byte now, and another each time; the request stays open until the other side gives up. */
  #drip(): void {
    if (this.#socket.destroyed) return;
    this.#socket.write(this.#isDripping ? DRIPPED : DRIP_START);
    this.#isDripping = true;
    this.#ports.wheel.schedule(this, DRIP_MS);
  }

  #refuse(status: number): void {
    this.#ports.log.refusedCount += 1;
    this.#unsent += answerText(status, false);
    this.#held = NOTHING;
    this.#send();
    this.#socket.end();
    this.#socket.removeAllListeners("data").resume(); // what still comes is not read as a request
  }

  /** Several answers leave in one write. */
  #send(): void {
    if (this.#unsent === "" || this.#socket.destroyed) return;
    const isAccepted = this.#socket.write(this.#unsent, "latin1");
    this.#unsent = "";
    if (!isAccepted) this.#socket.pause(); // N3; `drain` resumes
  }

  #closed(): void {
    if (!this.#isRequestOpen) return;
    const wasHung = this.#record.status === HANG || this.#record.status === DRIP;
    this.#record.flags |= wasHung ? RECORD_FLAGS.hung : RECORD_FLAGS.connectionGone;
    this.#record.status = 0;
    this.#end(); // N2
  }

  #end(): void {
    this.#isRequestOpen = false;
    this.#record.endedUs = this.#ports.nowUs();
    this.#ports.log.ended(this.#record, this.#request.hasKey);
  }
}

const newRecord = (): RequestRecord => ({
  arrivedUs: 0,
  arrivedWallMs: 0,
  endedUs: 0,
  keyLow: 0,
  keyHigh: 0,
  bodyCrc32: 0,
  bodyBytes: 0,
  status: 0,
  attempt: 0,
  flags: 0,
});
