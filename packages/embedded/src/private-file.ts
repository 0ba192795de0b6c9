// Files of the data folder: readable by their owner alone, and never half written.
import { randomUUID } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { z } from "zod";

const OWNER_ONLY = 0o600;

/** Replaces the file in one step: after a crash there is the old text or the new, on the disk. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.new`;
  await using file = await open(unfinished, "wx", OWNER_ONLY);
  await file.writeFile(text);
  await file.sync();
  await rename(unfinished, path);
  await syncFolder(dirname(path));
}

/** What was made or renamed in it is there also after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder);
  await handle.sync();
}

export function writePrivateJson(path: string, value: unknown): Promise<void> {
  return writePrivateFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** `undefined` when there is no such file. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
}

/** `undefined` when there is no such file, or when it does not say what we would have written. */
export async function readJson<S extends z.ZodType>(
  path: string,
  schema: S,
): Promise<z.infer<S> | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function isMissing(cause: unknown): boolean {
  return hasErrorCode(cause, "ENOENT");
}

export function hasErrorCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && "code" in cause && cause.code === code;
}
