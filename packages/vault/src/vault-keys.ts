// Key-encryption keys as the operator writes them: `id:base64,id:base64`, in a variable or, better, in a file of their own.
import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { KEY_ID } from "./envelope.ts";
import { VaultError } from "./vault-error.ts";

export const KEY_BYTES = 32;
const OTHERS = 0o077;

const NO_KEYS =
  'There are no keys to seal secrets with. Set SLUICE_KEYS_FILE to a file with one line `id:base64 of 32 bytes`, for example from: echo "k1:$(openssl rand -base64 32)"';

export interface VaultKey {
  id: string;
  bytes: Uint8Array;
}

export interface KeySource {
  /** Of SLUICE_KEYS. */
  keys?: string | undefined;
  /** Of SLUICE_KEYS_FILE: a path. */
  keysFile?: string | undefined;
}

/** @throws VaultError NO_KEYS, BAD_KEYS, KEYS_FILE_UNREADABLE, KEYS_FILE_EXPOSED */
export function readVaultKeys({ keys, keysFile }: KeySource): VaultKey[] {
  const isGiven = keys !== undefined && keys.trim() !== "";
  const found = parseVaultKeys(isGiven ? keys : keysFile ? readKeysFile(keysFile) : "");
  if (found.length === 0) throw new VaultError("NO_KEYS", NO_KEYS);
  return found;
}

/** Separated by commas or line breaks; the first seals, all open. */
export function parseVaultKeys(text: string): VaultKey[] {
  const parts = text.split(/[,\n]/).flatMap((part) => part.trim() || []);
  const keys = parts.map(parseKey);
  const ids = new Set(keys.map(({ id }) => id));
  if (ids.size < keys.length)
    throw new VaultError("BAD_KEYS", "Two keys have the same id. Give each an id of its own.");
  return keys;
}

function parseKey(text: string, index: number): VaultKey {
  const [, id = "", base64 = ""] = /^([^:]*):(.*)$/.exec(text) ?? [];
  const bytes = Buffer.from(base64, "base64");
  if (KEY_ID.test(id) && bytes.length === KEY_BYTES) return { id, bytes };
  // By its place: what stands there may be the secret itself.
  throw new VaultError(
    "BAD_KEYS",
    `Key number ${index + 1} is not \`id:base64\` with 32 bytes. Make one with: echo "k1:$(openssl rand -base64 32)"`,
  );
}

function readKeysFile(path: string): string {
  try {
    if ((statSync(path).mode & OTHERS) === 0) return readFileSync(path, "utf8");
  } catch (cause) {
    throw new VaultError(
      "KEYS_FILE_UNREADABLE",
      `The keys in ${path} cannot be read. Check SLUICE_KEYS_FILE.`,
      {
        cause,
      },
    );
  }
  throw new VaultError(
    "KEYS_FILE_EXPOSED",
    `${path} can be read by others than its owner. Run: chmod 600 ${path}`,
  );
}

export function generateVaultKey(nowMs: number): VaultKey {
  const day = new Date(nowMs).toISOString().slice(0, 10);
  return { id: `k${day}-${randomBytes(3).toString("hex")}`, bytes: randomBytes(KEY_BYTES) };
}

/** One key a line, as `parseVaultKeys` reads them. */
export const writeVaultKeys = (keys: readonly VaultKey[]): string =>
  keys.map(({ id, bytes }) => `${id}:${Buffer.from(bytes).toString("base64")}\n`).join("");
