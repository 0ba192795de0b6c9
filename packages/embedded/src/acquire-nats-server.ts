// A nats-server to run: the operator's choice, else one that is installed and new enough, else one downloaded earlier,
// else a download, else one message that says what was tried and the usual ways to get one.
import { constants } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { downloadedNatsServerPath, downloadNatsServer } from "./download-nats-server.ts";
import { EmbeddedError, reasonOf } from "./embedded-error.ts";
import { exists } from "./exists.ts";
import { inspectNatsServer, type NatsServerBinary } from "./inspect-nats-server.ts";
import { type OnProgress, sayNothing } from "./progress.ts";
import { OLDEST_NATS_VERSION } from "./server-version.ts";
import { defaultToolsFolder } from "./tools-folder.ts";

export interface AcquireNatsServerOptions {
  env?: NodeJS.ProcessEnv;
  /** Where a download is kept; default `.tools` under the repository's root. */
  toolsFolder?: string;
  /** Looked into after PATH. */
  usualFolders?: readonly string[];
  onProgress?: OnProgress;
}

/** Debian puts servers into /usr/sbin, which is not on an ordinary user's PATH. */
const USUAL_FOLDERS = ["/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

/** @throws EmbeddedError NATS_NOT_FOUND; NATS_TOO_OLD when NATS_SERVER_BIN names an old one. */
export async function acquireNatsServer(options: AcquireNatsServerOptions = {}): Promise<NatsServerBinary> {
  const { env = process.env, onProgress = sayNothing, usualFolders = USUAL_FOLDERS } = options;
  const toolsFolder = options.toolsFolder ?? (await defaultToolsFolder());
  if (env["NATS_SERVER_BIN"]) return inspectChosen(env["NATS_SERVER_BIN"]);

  const folders = [
    ...(env["PATH"] ?? "").split(delimiter),
    ...usualFolders,
    dirname(downloadedNatsServerPath(toolsFolder)),
  ];
  const passedOver: string[] = [];
  for (const path of await executablesIn(folders)) {
    try {
      return await inspectNatsServer(path);
    } catch (cause) {
      passedOver.push(reasonOf(cause));
      onProgress(`Passed over: ${reasonOf(cause)}.`);
    }
  }
  try {
    return await downloadNatsServer(toolsFolder, onProgress);
  } catch (cause) {
    throw notFound([...passedOver, `download failed: ${reasonOf(cause)}`], cause);
  }
}

/** The operator's choice is used or refused, never replaced by another. */
async function inspectChosen(path: string): Promise<NatsServerBinary> {
  try {
    return await inspectNatsServer(path);
  } catch (cause) {
    const code = cause instanceof EmbeddedError ? cause.code : "NATS_NOT_FOUND";
    const message = `NATS_SERVER_BIN: ${reasonOf(cause)}; name a nats-server ${OLDEST_NATS_VERSION} or newer, or unset it.`;
    throw new EmbeddedError(code, message, { cause });
  }
}

async function executablesIn(folders: readonly string[]): Promise<string[]> {
  const paths = [...new Set(folders.filter(Boolean))].map((folder) => join(folder, "nats-server"));
  const isExecutable = await Promise.all(paths.map((path) => exists(path, constants.X_OK)));
  return paths.filter((_, index) => isExecutable[index]);
}

function notFound(tried: readonly string[], cause: unknown): EmbeddedError {
  const message = `No nats-server ${OLDEST_NATS_VERSION} or newer was found. Tried:
${tried.map((line) => `  - ${line}`).join("\n")}
Get one in any of these ways and start again:
  - macOS:    brew install nats-server
  - Docker:   docker run -d -p 127.0.0.1:4222:4222 nats:latest -js, then set NATS_URL=nats://127.0.0.1:4222
  - archive:  unpack a release from https://github.com/nats-io/nats-server/releases, then set NATS_SERVER_BIN to its path`;
  return new EmbeddedError("NATS_NOT_FOUND", message, { cause });
}
