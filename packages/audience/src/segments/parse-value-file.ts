// A file that names users, as it streams in, → chunks of values: user ids, or values of an attribute.
//
//   V1. One value a line; or CSV whose header names the column, other columns being passed over.
//   V2. A row without a usable value is passed over and counted: `found` minus `values.length`.
//   V3. Memory does not grow with the file, and a file beyond its bound ends the reading.
import { AudienceError } from "../audience-error.ts";
import { blocksOf } from "../import/blocks-of.ts";
import { MAX_CHUNK_ROWS } from "../import/row-limits.ts";
import { RowReader } from "../import/row-reader.ts";
import { type ValueColumn, ValueFormat } from "./value-format.ts";

/** user_id: the unique id of a user. Anything else is the type of an attribute. */
export type ValueType = "user_id" | "string" | "double";

/** How a header may call the unique id. */
export const USER_ID_COLUMNS: readonly string[] = ["user_id", "uid", "id", "customer_id"];

export interface ValueFileOptions extends ValueColumn {
  maxBytes: number;
}

export interface ValueChunk {
  values: string[];
  /** Rows with and without a usable value. */
  found: number;
  /** Of the file so far, all chunks together. */
  bytesRead: number;
}

/** @throws AudienceError FILE_TOO_LARGE or EMPTY_FILE; what the source throws, as it is */
export async function* parseValueFile(
  source: AsyncIterable<Uint8Array>,
  { maxBytes, ...options }: ValueFileOptions,
): AsyncGenerator<ValueChunk, void, undefined> {
  const format = new ValueFormat(options);
  const reader = new RowReader(format);
  let bytesRead = 0;
  for await (const block of blocksOf(source)) {
    bytesRead += block.length;
    if (bytesRead > maxBytes) throw tooLarge(maxBytes);
    reader.push(block);
    if (format.found >= MAX_CHUNK_ROWS) yield { ...format.take(), bytesRead };
  }
  reader.end();
  if (!format.hasBegun) throw new AudienceError("EMPTY_FILE", "the file has no rows. Nothing was changed.");
  if (format.found > 0) yield { ...format.take(), bytesRead };
}

const tooLarge = (maxBytes: number): AudienceError =>
  new AudienceError(
    "FILE_TOO_LARGE",
    `the file has more than ${Math.floor(maxBytes / 1024 / 1024)} MB. Nothing was changed; split it, and add the parts.`,
  );
