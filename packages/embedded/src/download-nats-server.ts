// nats-server from the Debian archive that this machine already trusts, unpacked under `.tools/nats` and used from there.
//
//   D1. It appears in one step (unpacked beside, then renamed): a killed download leaves nothing that looks ready, and
//       of several processes that download at once one wins and the others use what it made.
import { randomUUID } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { downloadDebianPackage, unpackDebianPackage } from "./apt-download.ts";
import { type DebianMirror, readDebianMirrors } from "./debian-mirrors.ts";
import { EmbeddedError, reasonOf } from "./embedded-error.ts";
import { exists } from "./exists.ts";
import { inspectNatsServer, type NatsServerBinary } from "./inspect-nats-server.ts";
import { hasErrorCode } from "./private-file.ts";
import type { OnProgress } from "./progress.ts";

/** Newest first. What the stable suites carry is older than OLDEST_NATS_VERSION. */
const SUITES = ["sid", "forky"];
const DEBIAN_KEYRINGS = [
  "/usr/share/keyrings/debian-archive-keyring.gpg",
  "/usr/share/keyrings/debian-archive-keyring.pgp",
];

export function downloadedNatsServerPath(toolsFolder: string): string {
  return join(toolsFolder, "nats", "usr", "sbin", "nats-server");
}

/** @throws Error with one line for each mirror and suite that was tried. */
export async function downloadNatsServer(
  toolsFolder: string,
  onProgress: OnProgress,
): Promise<NatsServerBinary> {
  const mirrors = await readDebianMirrors();
  if (mirrors.length === 0)
    throw new EmbeddedError("NATS_NOT_FOUND", "this machine has no Debian package sources");
  const reasons: string[] = [];
  for (const mirror of mirrors) {
    for (const suite of SUITES) {
      try {
        onProgress(`Downloading nats-server from the Debian archive (${suite}), about 16 MB, once.`);
        return await downloadFrom(mirror, suite, toolsFolder);
      } catch (cause) {
        reasons.push(`${suite}: ${reasonOf(cause)}`);
      }
    }
  }
  throw new EmbeddedError("NATS_NOT_FOUND", reasons.join("; "));
}

async function downloadFrom(
  mirror: DebianMirror,
  suite: string,
  toolsFolder: string,
): Promise<NatsServerBinary> {
  const keyring = await firstExisting([...mirror.keyrings, ...DEBIAN_KEYRINGS]);
  const workFolder = join(toolsFolder, `nats.${randomUUID()}.new`);
  await mkdir(toolsFolder, { recursive: true });
  await mkdir(workFolder, { mode: 0o700 });
  try {
    const archive = await downloadDebianPackage({
      packageName: "nats-server",
      suite,
      mirror,
      keyring,
      workFolder,
    });
    const unpacked = join(workFolder, "unpacked");
    await unpackDebianPackage(archive, unpacked);
    await inspectNatsServer(join(unpacked, "usr", "sbin", "nats-server"));
    await putInPlace(unpacked, join(toolsFolder, "nats"), workFolder);
    return await inspectNatsServer(downloadedNatsServerPath(toolsFolder));
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** D1. What stands there already is used if it is good, and replaced if not. */
async function putInPlace(unpacked: string, place: string, workFolder: string): Promise<void> {
  try {
    await rename(unpacked, place);
  } catch (cause) {
    if (!hasErrorCode(cause, "ENOTEMPTY") && !hasErrorCode(cause, "EEXIST")) throw cause;
    const isGood = await inspectNatsServer(join(place, "usr", "sbin", "nats-server")).then(
      () => true,
      () => false,
    );
    if (isGood) return;
    await rename(place, join(workFolder, "replaced"));
    await rename(unpacked, place);
  }
}

async function firstExisting(paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    if (await exists(path)) return path;
  }
  throw new EmbeddedError(
    "NATS_NOT_FOUND",
    "no Debian archive keyring is installed to check the download with",
  );
}
