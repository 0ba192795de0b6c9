import { statfs } from "node:fs/promises";
import { z } from "zod";
import { readJson, writePrivateJson } from "./private-file.ts";

const LARGEST_DEFAULT_BYTES = 20 * 1024 ** 3;
const SHARE_OF_FREE_SPACE = 0.7;
const Remembered = z.strictObject({ maxFileStoreBytes: z.int().positive() });

/**
 * Written down at the first start. Measured again at each start it would shrink as the store fills, until streams that
 * were promised their bytes no longer fit.
 */
export async function fileStoreLimitBytes(
  path: string,
  folder: string,
  chosenBytes?: number,
): Promise<number> {
  const remembered = await readJson(path, Remembered);
  const maxFileStoreBytes = chosenBytes ?? remembered?.maxFileStoreBytes ?? (await defaultLimitBytes(folder));
  if (maxFileStoreBytes !== remembered?.maxFileStoreBytes)
    await writePrivateJson(path, { maxFileStoreBytes });
  return maxFileStoreBytes;
}

async function defaultLimitBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.min(LARGEST_DEFAULT_BYTES, Math.floor(bavail * bsize * SHARE_OF_FREE_SPACE));
}
