import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { EmbeddedError } from "./embedded-error.ts";
import { isAtLeast, OLDEST_NATS_VERSION, versionIn } from "./server-version.ts";

export interface NatsServerBinary {
  path: string;
  /** `2.15.1` */
  version: string;
}

const run = promisify(execFile);

/**
 * Asks a binary for its version. Older servers accept what they do not know without a word, and lose filtered messages,
 * so they are refused.
 * @throws EmbeddedError NATS_TOO_OLD, NATS_NOT_FOUND (no such file, or not a nats-server)
 */
export async function inspectNatsServer(path: string): Promise<NatsServerBinary> {
  const version = versionIn(await sayVersion(path));
  if (version === undefined) throw new EmbeddedError("NATS_NOT_FOUND", `${path} does not say its version`);
  if (isAtLeast(version, OLDEST_NATS_VERSION)) return { path, version };
  throw new EmbeddedError("NATS_TOO_OLD", `${path} is ${version}, older than ${OLDEST_NATS_VERSION}`);
}

async function sayVersion(path: string): Promise<string> {
  try {
    const { stdout, stderr } = await run(path, ["--version"], { timeout: 10_000 });
    return stdout + stderr;
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw new EmbeddedError("NATS_NOT_FOUND", `${path} cannot be run (${reason})`, { cause });
  }
}
