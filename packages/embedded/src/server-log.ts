// What a server says on stdout and stderr, kept in one bounded file and its predecessor.
import { copyFile, open, stat, truncate, type FileHandle } from "node:fs/promises";
import { readText } from "./private-file.ts";

export const MAX_LOG_BYTES = 10 * 1024 * 1024;

/** For appending; the caller closes it. */
export async function openServerLog(path: string): Promise<FileHandle> {
  await boundServerLog(path);
  return open(path, "a", 0o600);
}

/** Copies and empties a log that has grown too large. The writer goes on: it appends, so it starts again at 0. */
export async function boundServerLog(path: string): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= MAX_LOG_BYTES) return;
  await copyFile(path, `${path}.1`);
  await truncate(path);
}

/** The last lines, for an error message. */
export async function lastLogLines(path: string, count: number): Promise<string> {
  const text = (await readText(path)) ?? "";
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
