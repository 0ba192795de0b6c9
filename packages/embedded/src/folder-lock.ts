// One owner per data folder. Locks are numbered files; the one with the highest number counts.
//
//   O1. A lock names a process and holds as long as that process runs: nothing to clean up after a kill -9, nothing to
//       steal from a living owner.
//   O2. Taking over from lock n means making lock n + 1. Making is exclusive (a link), so of several that find n free one
//       succeeds; and a lock appears with its whole text, never half written.
//   O3. The highest number is never removed, also when it is released. Whoever comes late, and makes a number that was in
//       use long ago, sees a higher one and withdraws.
import { randomUUID } from "node:crypto";
import { access, constants, link, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { EmbeddedError, reasonOf } from "./embedded-error.ts";
import { hasErrorCode, readJson, writePrivateJson } from "./private-file.ts";
import { identifyProcess, isStillRunning, ProcessIdentity } from "./process-identity.ts";

export interface FolderLock {
  readonly owner: ProcessIdentity;
  release(): Promise<void>;
}

/** `null`: released. */
const LockFile = z.strictObject({ owner: ProcessIdentity.nullable() });
const MAX_TRIES = 100;
/** Others see nothing inside, and may pass to what is theirs: Postgres run as nobody (unprivileged.ts). */
const PASS_THROUGH = 0o711;

/**
 * Makes the folder if needed.
 * @throws EmbeddedError DATA_FOLDER_IN_USE, naming the owner's process id; DATA_FOLDER_NOT_WRITABLE
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await makeFolder(folder);
  const owner = await ownIdentity();
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const newest = await newestLock(folder);
    await assertFree(folder, newest);
    const path = lockPath(folder, newest + 1);
    if (await makeLock(path, owner)) {
      if ((await newestLock(folder)) === newest + 1) return holdLock(folder, newest + 1, owner);
      await rm(path, { force: true }); // O3
    }
  }
  throw new EmbeddedError("DATA_FOLDER_IN_USE", `Others keep taking ${folder}; choose another data folder.`);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: PASS_THROUGH });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new EmbeddedError(
      "DATA_FOLDER_NOT_WRITABLE",
      `${folder} cannot be used as data folder (${reasonOf(cause)}); choose one that you may write to.`,
      { cause },
    );
  }
}

async function ownIdentity(): Promise<ProcessIdentity> {
  return (await identifyProcess(process.pid)) ?? { pid: process.pid, bootId: "", startedAt: "" };
}

async function newestLock(folder: string): Promise<number> {
  return Math.max(0, ...(await lockNumbers(folder)));
}

async function lockNumbers(folder: string): Promise<number[]> {
  return (await readdir(folder)).flatMap((name) => {
    const match = /^owner\.(\d+)\.json$/.exec(name);
    return match ? [Number(match[1])] : [];
  });
}

async function assertFree(folder: string, number: number): Promise<void> {
  const lock = await readJson(lockPath(folder, number), LockFile);
  if (!lock?.owner || !(await isStillRunning(lock.owner))) return; // O1
  const who = lock.owner.pid === process.pid ? "this process itself" : `process ${lock.owner.pid}`;
  throw new EmbeddedError(
    "DATA_FOLDER_IN_USE",
    `The data folder ${folder} is in use by ${who}; stop it first, or choose another data folder.`,
  );
}

/** O2. @returns false when somebody else was faster. */
async function makeLock(path: string, owner: ProcessIdentity): Promise<boolean> {
  const written = `${path}.${randomUUID()}`;
  await writePrivateJson(written, { owner });
  try {
    await link(written, path);
    return true;
  } catch (cause) {
    if (hasErrorCode(cause, "EEXIST")) return false;
    throw cause;
  } finally {
    await rm(written, { force: true });
  }
}

async function holdLock(folder: string, number: number, owner: ProcessIdentity): Promise<FolderLock> {
  const older = (await lockNumbers(folder)).filter((each) => each < number);
  for (const each of older) await rm(lockPath(folder, each), { force: true });
  return { owner, release: () => writePrivateJson(lockPath(folder, number), { owner: null }) };
}

function lockPath(folder: string, number: number): string {
  return join(folder, `owner.${number}.json`);
}
