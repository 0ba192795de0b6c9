import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs with a folder of its own below the system's temporary one. Kept, and named, when it fails or is not to be trusted. */
export async function inWorkFolder<T>(
  work: (folder: string) => Promise<T>,
  isGood: (result: T) => boolean = () => true,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  try {
    const result = await work(folder);
    if (isGood(result)) await rm(folder, { recursive: true, force: true });
    else process.stderr.write(`evidence and logs are kept in ${folder}\n`);
    return result;
  } catch (error) {
    process.stderr.write(`evidence and logs are kept in ${folder}\n`);
    throw error;
  }
}
