// The least that sends the same requests: undici's `dispatch` over one Pool, nothing rendered, limited or recorded.
// What Sluice costs is measured against this.
import { Pool } from "undici";
import type { Dispatcher } from "undici";

/** What Sluice's requests carry as well, made once: nothing is signed here, but as much is sent. */
const SAME_HEADERS = [
  "content-type",
  "application/json",
  "x-attempt",
  "1",
  "webhook-timestamp",
  "1790000000",
  "webhook-signature",
  `v1,${"A".repeat(43)}=`,
];

export interface BareLoopOptions {
  /** Origin of the endpoint. */
  url: string;
  /** Requests open at once, each on a connection of its own. */
  connections: number;
  bodyBytes: number;
  /** Start of the Idempotency-Keys; differs between threads. */
  keyPrefix: string;
}

export interface BareLoopResult {
  okCount: number;
  /** Answered with another status than 2xx. */
  failedCount: number;
  /** No answer. */
  errorCount: number;
}

/** Sends with one request in flight per connection until the count is reached. The Pool stays for the next round. */
export class BareLoop {
  readonly #options: BareLoopOptions;
  readonly #pool: Pool;
  readonly #body: Buffer;
  #round = 0;

  constructor(options: BareLoopOptions) {
    this.#options = options;
    this.#pool = new Pool(options.url, { connections: options.connections, pipelining: 1 });
    this.#body = jsonBody(options.bodyBytes);
  }

  run(requestCount: number): Promise<BareLoopResult> {
    const prefix = `${this.#options.keyPrefix}-${++this.#round}`;
    const result: BareLoopResult = { okCount: 0, failedCount: 0, errorCount: 0 };
    let startedCount = 0;
    let openCount = 0;
    return new Promise((resolve) => {
      // HOT: once per request.
      const sendNext = (): void => {
        if (startedCount === requestCount) {
          if (openCount === 0) resolve(result);
          return;
        }
        openCount += 1;
        this.#pool.dispatch(this.#request(`${prefix}:${startedCount++}`), new CountingHandler(result, ended));
      };
      const ended = (): void => {
        openCount -= 1;
        sendNext();
      };
      const width = Math.min(this.#options.connections, requestCount);
      for (let i = 0; i < width; i++) sendNext();
    });
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  #request(key: string): Dispatcher.DispatchOptions {
    return {
      method: "POST",
      path: "/notify",
      headers: [...SAME_HEADERS, "idempotency-key", key, "webhook-id", key],
      body: this.#body,
    };
  }
}

/** Everything undici 8 needs of a handler for one request, and no more. */
class CountingHandler implements Dispatcher.DispatchHandler {
  readonly #result: BareLoopResult;
  readonly #ended: () => void;
  #status = 0;

  constructor(result: BareLoopResult, ended: () => void) {
    this.#result = result;
    this.#ended = ended;
  }

  onRequestStart(): void {}

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(): void {}

  onResponseEnd(): void {
    if (this.#status >= 200 && this.#status < 300) this.#result.okCount += 1;
    else this.#result.failedCount += 1;
    this.#ended();
  }

  onResponseError(): void {
    this.#result.errorCount += 1;
    // Not from within undici's own error handling: a refused connection would recurse.
    setImmediate(this.#ended);
  }
}

/** A JSON object of about `bytes` bytes; never less than an empty one. */
export function jsonBody(bytes: number): Buffer {
  const empty = JSON.stringify({ user_id: "u-0000001", message: "" });
  return Buffer.from(
    JSON.stringify({ user_id: "u-0000001", message: "x".repeat(Math.max(0, bytes - empty.length)) }),
  );
}
