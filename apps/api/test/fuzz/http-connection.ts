// A client that sends any bytes at all over a socket, many requests ahead of their answers, and reads answers in turn.
import { connect, type Socket } from "node:net";

export interface Reply {
  /** 0: the connection ended without an answer. */
  status: number;
  body: string;
  durationMs: number;
}

interface Waiting {
  sentAtMs: number;
  resolve: (reply: Reply) => void;
}

export class HttpConnection {
  #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: Waiting[] = [];
  #isClosed = false;

  /** @param allowHalfOpen its own end may be closed while answers still come. */
  constructor(port: number, host: string) {
    this.#socket = connect({ port, host, allowHalfOpen: true, noDelay: true });
    this.#socket.on("data", (chunk: Buffer) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      while (this.#takeReply());
    });
    const end = (): void => this.#end();
    this.#socket.on("end", end).on("close", end).on("error", end);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Answers come in the order in which requests were sent. */
  send(request: Buffer, { isLast = false } = {}): Promise<Reply> {
    if (this.#isClosed) return Promise.resolve({ status: 0, body: "", durationMs: 0 });
    return new Promise((resolve) => {
      this.#waiting.push({ sentAtMs: performance.now(), resolve });
      this.#socket.write(request);
      if (isLast) this.#socket.end();
    });
  }

  close(): void {
    this.#socket.destroy();
    this.#end();
  }

  #end(): void {
    this.#isClosed = true;
    for (const waiting of this.#waiting.splice(0)) this.#answer(waiting, 0, "");
    this.#socket.destroy();
  }

  /** @returns whether there may be another whole answer in what was received. */
  #takeReply(): boolean {
    const headEnd = this.#received.indexOf("\r\n\r\n");
    if (headEnd < 0) return false;
    const head = this.#received.toString("latin1", 0, headEnd);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    const end = headEnd + 4 + length;
    if (this.#received.length < end) return false;
    const body = this.#received.toString("utf8", headEnd + 4, end);
    this.#received = this.#received.subarray(end);
    const status = Number(head.slice(9, 12));
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) this.#answer(waiting, status, body);
    // What stands behind it is timed from now: it waited for its turn.
    for (const next of this.#waiting) next.sentAtMs = performance.now();
    return this.#received.length > 0;
  }

  #answer({ sentAtMs, resolve }: Waiting, status: number, body: string): void {
    resolve({ status, body, durationMs: performance.now() - sentAtMs });
  }
}
