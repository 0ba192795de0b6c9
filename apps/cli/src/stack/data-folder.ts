// The data folder: everything that a local Sluice keeps. Default `.sluice` below the current folder.
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { z } from "zod";

export const DEFAULT_DATA_FOLDER = ".sluice";

export interface DataFolder {
  path: string;
  logs: string;
  /** Pepper and keys of the local operators. */
  keys: string;
  /** Keys that secrets are sealed with. */
  vaultKeys: string;
  /** Addresses of the apps while they run. */
  stack: string;
  /** Sendings that are not finished, one file each. */
  journeys: string;
  /** Users and endpoint of the demonstration. */
  demo: string;
}

export function dataFolder(path: string): DataFolder {
  const root = resolve(path);
  return {
    path: root,
    logs: join(root, "logs"),
    keys: join(root, "keys.json"),
    vaultKeys: join(root, "vault-keys"),
    stack: join(root, "stack.json"),
    journeys: join(root, "journeys"),
    demo: join(root, "demo.json"),
  };
}

/** For the owner's eyes only; after a crash there is the old text or the new. */
export async function writeOwnJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o711 });
  const unfinished = `${path}.${randomUUID()}.new`;
  await writeFile(unfinished, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(unfinished, path);
}

/** `null` when the file is not there or says something else. */
export async function readOwnJson<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S> | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}

export const removeFile = (path: string): Promise<void> => rm(path, { force: true });
