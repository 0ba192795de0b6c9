// One owner per data folder.
//
//   O1. The lock names a process. It holds as long as that process runs, and not a moment longer: nothing to clean up
//       after a kill -9, nothing to steal from a living owner.
//   O2. The lock appears with its whole text (written beside, then linked), so nobody ever reads half of it.
//   O3. A dead owner's lock is moved away before a new one is made; of several that try, one moves it.
import { randomUUID } from "node:crypto";
import { link, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedError } from "./embedded-error.ts";
import { hasErrorCode, isMissing, readJson, writePrivateJson } from "./private-file.ts";
import { identifyProcess, isStillRunning, ProcessIdentity } from "./process-identity.ts";

const MAX_TRIES = 20;
/** Others see nothing inside, and may pass to what is theirs: Postgres run as nobody (unprivileged.ts). */
const PASS_THROUGH = 0o711;

export interface FolderLock {
  readonly owner: ProcessIdentity;
  release(): Promise<void>;
}

/** Makes the folder if needed. @throws EmbeddedError DATA_FOLDER_IN_USE, naming the owner's process id. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: PASS_THROUGH });
  const lockPath = join(folder, "owner.json");
  const owner = await ownIdentity();
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (await tryToLink(lockPath, owner)) return { owner, release: () => rm(lockPath, { force: true }) };
    const holder = await readJson(lockPath, ProcessIdentity);
    if (holder !== undefined && (await isStillRunning(holder))) throw inUse(folder, holder.pid);
    await moveAway(lockPath, holder);
  }
  throw new EmbeddedError("DATA_FOLDER_IN_USE", `Others keep taking ${folder}; choose another data folder.`);
}

async function ownIdentity(): Promise<ProcessIdentity> {
  return (await identifyProcess(process.pid)) ?? { pid: process.pid, bootId: "", startedAt: "" };
}

async function tryToLink(lockPath: string, owner: ProcessIdentity): Promise<boolean> {
  const written = `${lockPath}.${randomUUID()}`;
  await writePrivateJson(written, owner);
  try {
    await link(written, lockPath); // O2
    return true;
  } catch (cause) {
    if (hasErrorCode(cause, "EEXIST")) return false;
    throw cause;
  } finally {
    await rm(written, { force: true });
  }
}

/** O3. If what was moved turns out to be a newer owner's lock, it goes back. */
async function moveAway(lockPath: string, deadHolder: ProcessIdentity | undefined): Promise<void> {
  const moved = `${lockPath}.${randomUUID()}.dead`;
  try {
    await rename(lockPath, moved);
  } catch (cause) {
    if (isMissing(cause)) return;
    throw cause;
  }
  const holder = await readJson(moved, ProcessIdentity);
  const isAnother = holder !== undefined && JSON.stringify(holder) !== JSON.stringify(deadHolder);
  if (isAnother) await link(moved, lockPath).catch(() => undefined);
  await rm(moved, { force: true });
}

function inUse(folder: string, pid: number): EmbeddedError {
  const what = pid === process.pid ? "this process itself" : `process ${pid}`;
  return new EmbeddedError(
    "DATA_FOLDER_IN_USE",
    `The data folder ${folder} is in use by ${what}; stop it first, or choose another data folder.`,
  );
}
