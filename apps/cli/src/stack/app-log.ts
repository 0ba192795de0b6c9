// What an app says, in a file that it writes itself (so that its last words arrive), bounded to two of MAX_LOG_BYTES.
import { copyFile, mkdir, open, readFile, stat, truncate, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

const MAX_LOG_BYTES = 16 * 1024 * 1024;
const LAST_LINES = 3;

const LogLine = z.object({ msg: z.string(), err: z.object({ message: z.string() }).optional() });

/** For appending; hand its `fd` to the app, then close it. */
export async function openAppLog(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true, mode: 0o711 }); // Postgres as nobody has to pass through the folder above
  await boundAppLog(path);
  return open(path, "a", 0o600);
}

/** Keeps a copy of a log that grew too large, and empties it. Its writer appends, so it goes on at the start. */
export async function boundAppLog(path: string): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= MAX_LOG_BYTES) return;
  await copyFile(path, `${path}.1`);
  await truncate(path);
}

/** For an error message. Lines that hold JSON are shortened to what they say. */
export async function lastWords(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => "");
  const lines = text.trimEnd().split("\n").slice(-LAST_LINES);
  return lines.map(messageOf).join(" | ");
}

function messageOf(line: string): string {
  try {
    const { msg, err } = LogLine.parse(JSON.parse(line));
    return err === undefined ? msg : `${msg}: ${err.message}`;
  } catch {
    return line;
  }
}
