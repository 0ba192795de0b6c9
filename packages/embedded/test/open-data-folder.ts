import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface DataFolder extends AsyncDisposable {
  path: string;
}

/** A data folder that is gone when the test is over. */
export async function openDataFolder(): Promise<DataFolder> {
  const parent = await mkdtemp(join(tmpdir(), "sluice-embedded-"));
  await chmod(parent, 0o711); // others pass through to a folder of their own
  return {
    path: join(parent, "data"),
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  };
}
