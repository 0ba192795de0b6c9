// Appends records to a file without ever making a request wait.
//
//   F1. Records are written in the order in which they were appended.
//   F2. What is not yet on its way to the disk is bounded; beyond the bound records are dropped and *counted*:
//       a verdict over a file with drops is void.
//   F3. After `flush` resolves, every record appended before the call has been handed to the operating system.
import { createWriteStream } from "node:fs";
import type { WriteStream } from "node:fs";
import { encodeRecord, RECORD_BYTES } from "./record-format.ts";
import type { RequestRecord } from "./record-format.ts";

const BLOCK_BYTES = RECORD_BYTES * 4_096;
const MAX_UNWRITTEN_BYTES = 128 * 1024 * 1024;

export class RecordFile {
  droppedCount = 0;
  readonly #stream: WriteStream;
  #block = Buffer.allocUnsafe(BLOCK_BYTES);
  #view = viewOf(this.#block);
  #usedBytes = 0;

  constructor(path: string) {
    this.#stream = createWriteStream(path, { flags: "w", highWaterMark: MAX_UNWRITTEN_BYTES });
    this.#stream.on("error", (cause) => {
      throw new Error(`the record file ${path} cannot be written; without it there is no verdict`, { cause });
    });
  }

  /** HOT: once per request. */
  append(record: RequestRecord): void {
    if (this.#stream.writableLength > MAX_UNWRITTEN_BYTES) {
      this.droppedCount += 1; // F2
      return;
    }
    encodeRecord(record, this.#view, this.#usedBytes);
    this.#usedBytes += RECORD_BYTES;
    if (this.#usedBytes === BLOCK_BYTES) this.#handOver(() => {});
  }

  flush(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#handOver((error) => (error ? reject(error) : resolve())); // F3: writes complete in order
    });
  }

  async close(): Promise<void> {
    await this.flush();
    await new Promise<void>((resolve) => this.#stream.end(resolve));
  }

  #handOver(done: (error?: Error | null) => void): void {
    const filled = this.#block.subarray(0, this.#usedBytes);
    this.#block = Buffer.allocUnsafe(BLOCK_BYTES);
    this.#view = viewOf(this.#block);
    this.#usedBytes = 0;
    this.#stream.write(filled, done);
  }
}

const viewOf = (block: Buffer): DataView => new DataView(block.buffer, block.byteOffset, block.byteLength);
