// The whole import: file → chunks → `load`, with the rejected rows handed out on the way.
//
//   M1. While one chunk is being loaded the next is parsed, and no more than that: memory stays flat.
//   M2. Rejected rows of a chunk are handed over before its users are loaded, so none is lost by a failing load.
//   M3. When anything fails, or the import is aborted, the load under way is waited for before the error is thrown.
//       What was loaded stays; importing the file again changes only the rest.
import type { ImportProgress, ImportResult, RejectedRow, User } from "@sluice/schema";
import { parseUserFile, type UserFileOptions } from "./parse-user-file.ts";
import type { UserChunk } from "./user-chunk.ts";

/** Stores users; an attribute that is not given keeps its value. Satisfied by `createUserLoader` of the store. */
export type LoadUsers = (users: readonly User[]) => Promise<{ changed: number; unchanged: number }>;

export interface ImportUsersOptions extends UserFileOptions {
  source: AsyncIterable<Uint8Array>;
  load: LoadUsers;
  /** At most one chunk of rows, in the order of the file. */
  onRejected?: (rows: readonly RejectedRow[]) => void | Promise<void>;
  /** After each chunk that has been loaded. */
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
}

/**
 * @returns rows = changed + unchanged + rejected
 * @throws AudienceError for a file that cannot be used; what `source`, `load` or `onRejected` throw; the signal's reason
 */
export async function importUsers(options: ImportUsersOptions): Promise<ImportResult> {
  const result: ImportResult = { rows: 0, changed: 0, unchanged: 0, rejected: 0 };
  let loading: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of parseUserFile(options.source, options)) {
      options.signal?.throwIfAborted();
      await loading;
      if (chunk.rejected.length > 0) await options.onRejected?.(chunk.rejected);
      loading = loadChunk(chunk, options, result);
      // Awaited one chunk later; until then a failure must not count as unhandled.
      loading.catch(() => undefined);
    }
  } finally {
    await loading;
  }
  return result;
}

async function loadChunk(
  chunk: UserChunk,
  { load, onProgress }: ImportUsersOptions,
  result: ImportResult,
): Promise<void> {
  if (chunk.users.length > 0) {
    const { changed, unchanged } = await load(chunk.users);
    result.changed += changed;
    result.unchanged += unchanged;
  }
  result.rejected += chunk.rejected.length;
  result.rows += chunk.users.length + chunk.rejected.length;
  onProgress?.({ bytesRead: chunk.bytesRead, rows: result.rows, rejected: result.rejected });
}
