// A file of users, as it streams in, → chunks of users and of rejected rows. Memory does not grow with the file.
import { AudienceError } from "../audience-error.ts";
import { blocksOf } from "./blocks-of.ts";
import { CsvFormat } from "./csv-format.ts";
import { NdjsonFormat } from "./ndjson-format.ts";
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
