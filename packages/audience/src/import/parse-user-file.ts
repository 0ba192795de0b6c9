// A file of users, as it streams in, → chunks of users and of rejected rows. Memory does not grow with the file.
import { setImmediate } from "node:timers/promises";
import { AudienceError } from "../audience-error.ts";
import { CsvFormat } from "./csv-format.ts";
import { NdjsonFormat } from "./ndjson-format.ts";
import { BLOCK_BYTES } from "./row-limits.ts";
import { RowReader } from "./row-reader.ts";
import { ChunkBuilder, type UserChunk } from "./user-chunk.ts";

export type UserFileFormat = "csv" | "ndjson";

export interface UserFileOptions {
  format: UserFileFormat;
  /** The column (CSV) or key (NDJSON) that holds the user id. */
  idColumn: string;
}

/**
 * UTF-8 text. Lines end in LF or CRLF; an empty CSV cell and a JSON null mean "no such attribute".
 * @throws AudienceError INVALID_HEADER or EMPTY_FILE, before the first chunk; what the source throws, as it is
 */
export async function* parseUserFile(
  source: AsyncIterable<Uint8Array>,
  { format, idColumn }: UserFileOptions,
): AsyncGenerator<UserChunk, void, undefined> {
  const builder = new ChunkBuilder();
  const rows = format === "csv" ? new CsvFormat(idColumn, builder) : new NdjsonFormat(idColumn, builder);
  const reader = new RowReader(rows);
  let bytesRead = 0;
  for await (const block of blocksOf(source)) {
    bytesRead += block.length;
    reader.push(block);
    if (builder.isFull(bytesRead)) yield builder.take(bytesRead);
  }
  reader.end();
  if (!rows.hasBegun) throw new AudienceError("EMPTY_FILE", "the file has no rows. Nothing was imported.");
  if (!builder.isEmpty) yield builder.take(bytesRead);
}

/** However large the pieces of the source are, parsing pauses often enough for sockets and timers. */
async function* blocksOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of source) {
    for (let start = 0; start < piece.length; start += BLOCK_BYTES) {
      if (start > 0) await setImmediate();
      const length = Math.min(BLOCK_BYTES, piece.length - start);
      yield Buffer.from(piece.buffer, piece.byteOffset + start, length);
    }
  }
}
