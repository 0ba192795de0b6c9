// One request and its answer over undici's dispatch. HOT: once per attempt.
//
//   X1. `onEnd` is called exactly once, whatever happens.
//   X2. After `abort` nothing more is written: a request still waiting for its connection never starts.
//   X3. The answer is known with the response's head; a body that never ends or is too large does not change it.
import type { Dispatcher } from "undici";
import type { HttpMethod } from "@sluice/schema";
import type { AttemptResult } from "./classify-response.ts";

/** More of a response is not read: the connection is closed instead. */
const MAX_RESPONSE_BYTES = 64 * 1024;

export interface HttpRequest {
  method: HttpMethod;
  path: string;
  /** Flat list: name, value, name, value. */
  headers: string[];
  body: string | null;
}

export class Exchange implements Dispatcher.DispatchHandler {
  readonly startedMs: number;
  readonly #onEnd: (result: AttemptResult, exchange: Exchange) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #abortCode: string | null = null;
  #isEnded = false;
  #status = 0;
  #retryAfter: string | undefined;
  #receivedBytes = 0;

  constructor(startedMs: number, onEnd: (result: AttemptResult, exchange: Exchange) => void) {
    this.startedMs = startedMs;
    this.#onEnd = onEnd;
  }

  start(dispatcher: Dispatcher, request: HttpRequest): void {
    try {
      dispatcher.dispatch(request, this);
    } catch (error) {
      this.#end({ kind: "failure", code: codeOf(error) });
    }
  }

  /** Ends the exchange with this code unless the answer is known already (X3). */
  abort(code: string): void {
    this.#abortCode = code;
    this.#controller?.abort(new Error(code)); // otherwise onRequestStart will (X2)
    this.#finish(code);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abortCode !== null) controller.abort(new Error(this.#abortCode));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    if (status < 200) return;
    this.#status = status;
    const retryAfter = headers["retry-after"];
    if (typeof retryAfter === "string") this.#retryAfter = retryAfter;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes > MAX_RESPONSE_BYTES) controller.abort(new Error("response too large"));
  }

  onResponseEnd(): void {
    this.#finish("UND_ERR_SOCKET");
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#finish(this.#abortCode ?? codeOf(error));
  }

  #finish(failureCode: string): void {
    if (this.#status > 0) this.#end({ kind: "response", status: this.#status, retryAfter: this.#retryAfter });
    else this.#end({ kind: "failure", code: failureCode });
  }

  #end(result: AttemptResult): void {
    if (this.#isEnded) return; // X1
    this.#isEnded = true;
    this.#onEnd(result, this);
  }
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : "UNKNOWN";
}
