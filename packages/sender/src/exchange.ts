// One request and its answer over undici's dispatch. HOT: once per attempt.
//
//   X1. The owner's `ended` is called exactly once, whatever happens.
//   X2. After `abort` nothing more is written: a request still waiting for its connection never starts.
//   X3. A request that waited for its connection asks its owner again before the first byte: the process may have been
//       stopped meanwhile, and the connection is there before any timer has run.
//   X4. The connection is given back once the client is through with the request, and before the owner hears of it.
//   X5. The answer is known with the response's head; a body that never ends or is too large does not change it. Where
//       the owner asked for the content, the body's end belongs to the answer: then a body that was cut says so.
import type { Dispatcher } from "undici";
import type { HttpMethod } from "@sluice/schema";
import type { AnswerContent, AttemptResult } from "./attempt-result.ts";
import { failureCode } from "./failure-code.ts";

/** More of a response is not read: the connection is closed instead. */
export const MAX_RESPONSE_BYTES = 64 * 1024;

export interface HttpRequest {
  method: HttpMethod;
  path: string;
  /** Flat list: name, value, name, value. */
  headers: string[];
  body: string | null;
}

export interface ExchangeOwner {
  /** X3 */
  mayLeave(): boolean;
  /** HOT. Of an answer with this status, how many bytes of the body to keep beside its headers; null: nothing at all. */
  bytesToKeep(status: number): number | null;
  /** X1 */
  ended(exchange: Exchange, result: AttemptResult): void;
}

/** Told by the exchange that has it when the client is through with the request. */
export interface Connection {
  answered(): void;
  failed(): void;
}

/** Hands a request to one of them; sooner or later the exchange hears from it. */
export interface Connections {
  dispatch(request: HttpRequest, exchange: Exchange): void;
}

export class Exchange implements Dispatcher.DispatchHandler {
  /** The recipient's place in its batch. */
  readonly index: number;
  readonly attempt: number;
  readonly startedMs: number;
  /** What was sent; null before. */
  request: HttpRequest | null = null;
  /** Set by whoever hands out connections. */
  connection: Connection | null = null;
  readonly #owner: ExchangeOwner;
  #controller: Dispatcher.DispatchController | null = null;
  #abortCode: string | null = null;
  #isEnded = false;
  #status = 0;
  #retryAfter: string | undefined;
  #receivedBytes = 0;
  #kept: KeptContent | null = null;

  constructor(owner: ExchangeOwner, index: number, attempt: number, startedMs: number) {
    this.#owner = owner;
    this.index = index;
    this.attempt = attempt;
    this.startedMs = startedMs;
  }

  start(connections: Connections, request: HttpRequest): void {
    this.request = request;
    try {
      connections.dispatch(request, this);
    } catch (error) {
      this.#end({ kind: "failure", code: failureCode(error) });
    }
  }

  /** Ends the exchange with this code unless the answer is known already (X5). */
  abort(code: string): void {
    this.#abortCode = code;
    this.#controller?.abort(new Error(code)); // otherwise onRequestStart will (X2)
    this.#finish(code);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abortCode === null && !this.#owner.mayLeave()) this.#abortCode ??= "SLUICE_LEASE_LOST"; // X3
    if (this.#abortCode !== null) controller.abort(new Error(this.#abortCode)); // X2
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    if (status < 200) return;
    this.#status = status;
    const retryAfter = headers["retry-after"];
    const first: unknown = Array.isArray(retryAfter) ? retryAfter[0] : retryAfter; // sent twice: the first counts
    if (typeof first === "string") this.#retryAfter = first;
    const maxBytes = this.#owner.bytesToKeep(status);
    if (maxBytes !== null) this.#kept = { headers, maxBytes, chunks: [], isEnded: false };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#kept !== null && this.#receivedBytes < this.#kept.maxBytes) this.#kept.chunks.push(chunk);
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes > MAX_RESPONSE_BYTES) controller.abort(new Error("response too large"));
  }

  onResponseEnd(): void {
    this.#giveBack()?.answered(); // X4
    if (this.#kept !== null) this.#kept.isEnded = true;
    this.#finish("UND_ERR_SOCKET");
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#giveBack()?.failed(); // X4
    this.#finish(this.#abortCode ?? failureCode(error));
  }

  #giveBack(): Connection | null {
    const { connection } = this;
    this.connection = null;
    return connection;
  }

  #finish(code: string): void {
    if (this.#status === 0) return this.#end({ kind: "failure", code });
    const content = this.#kept === null ? undefined : contentOf(this.#kept, this.#receivedBytes);
    this.#end({ kind: "response", status: this.#status, retryAfter: this.#retryAfter, content });
  }

  #end(result: AttemptResult): void {
    if (this.#isEnded) return; // X1
    this.#isEnded = true;
    this.#owner.ended(this, result);
  }
}

interface KeptContent {
  headers: Record<string, unknown>;
  maxBytes: number;
  chunks: Buffer[];
  isEnded: boolean;
}

function contentOf(
  { headers, maxBytes, chunks, isEnded }: KeptContent,
  receivedBytes: number,
): AnswerContent {
  const body = Buffer.concat(chunks).subarray(0, maxBytes);
  return { headers, body, isWhole: isEnded && receivedBytes <= maxBytes };
}
