// Folders for test servers, below the system's temporary one.
//
//   T1. A test run that was killed leaves servers running and a folder; the next test on this machine stops and removes both.
//   T2. Only a folder whose owner is dead is taken: it is locked before the first server starts, and has another name before
//       it is locked and once it is being removed.
import { chmod, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockFolder } from "./folder-lock.ts";
import { stopLeftOver } from "./left-over.ts";
import { sayNothing } from "./progress.ts";

export interface TestFolder {
  /** Servers have their data in `nats` and `postgres` below it. */
  path: string;
  remove(): Promise<void>;
}

const UNLOCKED = "sluice-unlocked-";
const IN_USE = "sluice-test-";

export async function openTestFolder(parent = tmpdir()): Promise<TestFolder> {
  await removeAbandoned(parent); // T1
  const made = await mkdtemp(join(parent, UNLOCKED));
  await chmod(made, 0o711); // lets a Postgres pass that runs as nobody
  await lockFolder(made);
  const path = made.replace(UNLOCKED, IN_USE);
  await rename(made, path);
  return { path, remove: () => remove(path) };
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (name.startsWith(IN_USE)) await removeIfAbandoned(join(parent, name)).catch(() => undefined); // in use, or not ours
  }
}

async function removeIfAbandoned(path: string): Promise<void> {
  await lockFolder(path); // T2: refused while its owner lives
  const common = { graceMs: 2_000, onProgress: sayNothing };
  for (const folder of [join(path, "nats"), ...(await nodeFolders(join(path, "nats")))]) {
    await stopLeftOver({ ...common, folder, processName: "nats-server", stopSignal: "SIGKILL" });
  }
  await stopLeftOver({
    ...common,
    folder: join(path, "postgres"),
    processName: "postgres",
    stopSignal: "SIGKILL",
  });
  await remove(path);
}

/** Of a cluster: one below the other's place. */
async function nodeFolders(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith("node_")).map((name) => join(folder, name));
}

async function remove(path: string): Promise<void> {
  const unlocked = path.replace(IN_USE, UNLOCKED);
  await rename(path, unlocked); // T2
  await rm(unlocked, { recursive: true, force: true });
}
