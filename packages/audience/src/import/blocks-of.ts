import { setImmediate } from "node:timers/promises";
import { BLOCK_BYTES } from "./row-limits.ts";

/** However large the pieces of the source are, parsing pauses often enough for sockets and timers. */
export async function* blocksOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of source) {
    for (let start = 0; start < piece.length; start += BLOCK_BYTES) {
      if (start > 0) await setImmediate();
      const length = Math.min(BLOCK_BYTES, piece.length - start);
      yield Buffer.from(piece.buffer, piece.byteOffset + start, length);
    }
  }
}
