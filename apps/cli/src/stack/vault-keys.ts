// The keys that secrets are sealed with. Where the operator names none, they are kept in the data folder, readable by its
// owner alone, and made at the first start. Whoever loses them loses the secrets, and nothing else.
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import {
  generateVaultKey,
  parseVaultKeys,
  readVaultKeys,
  type VaultKey,
  writeVaultKeys,
} from "@sluice/vault";
import type { DataFolder } from "./data-folder.ts";

/** For api, planner and delivery. */
export interface VaultEnvironment {
  SLUICE_KEYS?: string;
  SLUICE_KEYS_FILE?: string;
}

/** @throws VaultError when the operator's own keys cannot be used. */
export async function ensureVaultKeys(folder: DataFolder, env: NodeJS.ProcessEnv): Promise<VaultEnvironment> {
  const { SLUICE_KEYS: keys, SLUICE_KEYS_FILE: keysFile } = env;
  if (keys || keysFile) {
    readVaultKeys({ keys, keysFile });
    return { ...(keys && { SLUICE_KEYS: keys }), ...(keysFile && { SLUICE_KEYS_FILE: keysFile }) };
  }
  if ((await readKeysOf(folder)).length === 0) await writeKeysOf(folder, [generateVaultKey(Date.now())]);
  return { SLUICE_KEYS_FILE: folder.vaultKeys };
}

/** Empty when the folder has none. */
export async function readKeysOf(folder: DataFolder): Promise<VaultKey[]> {
  try {
    return parseVaultKeys(await readFile(folder.vaultKeys, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** After a crash there are the old ones or the new. */
export async function writeKeysOf(folder: DataFolder, keys: readonly VaultKey[]): Promise<void> {
  await mkdir(folder.path, { recursive: true, mode: 0o711 });
  const unfinished = `${folder.vaultKeys}.${randomUUID()}.new`;
  await writeFile(unfinished, writeVaultKeys(keys), { mode: 0o600, flush: true });
  await rename(unfinished, folder.vaultKeys);
}
