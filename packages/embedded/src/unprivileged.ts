// Postgres refuses to run as root. As root (containers, small servers) it is run as nobody:
//
//   U1. In a user namespace that shows root as nobody: no account is made, no file changes its owner, and a repository
//       below /root stays reachable.
//   U2. Where namespaces are forbidden (some container profiles): as nobody itself, who then owns the data folder.
//   U3. If neither works, one message says what to do.
import { execFile } from "node:child_process";
import { chown, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { EmbeddedError, reasonOf } from "./embedded-error.ts";
import type { Launch } from "./server-child.ts";

export interface Unprivileged {
  /** The same command, run without root's rights. */
  command(launch: Launch): Launch;
  /** Makes the folder and what is in it belong to whoever will run the command. */
  handOver(folder: string): Promise<void>;
}

const NOBODY_ID = 65_534;
const NAMESPACE = ["--user", `--map-user=${NOBODY_ID}`, `--map-group=${NOBODY_ID}`];
const run = promisify(execFile);

/**
 * @param probe a command that must work without root's rights, e.g. `postgres --version`.
 * @param folder that it must be able to pass to.
 * @throws EmbeddedError CANNOT_DROP_ROOT
 */
export async function chooseUnprivileged(
  probe: Launch,
  folder: string,
  uid = process.getuid?.(),
): Promise<Unprivileged> {
  if (uid !== 0) return asWeAre;
  const refusals: string[] = [];
  for (const way of [inNamespace, asNobody]) {
    try {
      await runToEnd(way.command(probe));
      await runToEnd(way.command({ file: "/bin/sh", args: ["-c", 'cd "$0"', folder] }));
      return way;
    } catch (cause) {
      refusals.push(reasonOf(cause));
    }
  }
  throw new EmbeddedError(
    "CANNOT_DROP_ROOT",
    `Postgres does not run as root, and neither a user namespace (${refusals[0]}) nor the user nobody (${refusals[1]}) ` +
      `could run it; start as an ordinary user, or set DATABASE_URL to a Postgres that is running.`,
  );
}

export async function runToEnd({ file, args, env, ...user }: Launch, timeoutMs = 60_000): Promise<void> {
  const childEnv = { PATH: process.env["PATH"] ?? "", LC_ALL: "C", TZ: "UTC", ...env };
  await run(file, args, { env: childEnv, timeout: timeoutMs, cwd: "/", ...user });
}

const asWeAre: Unprivileged = {
  command: (launch) => launch,
  handOver: async () => undefined,
};

/** U1. unshare replaces itself by the command: the process id is the server's. */
const inNamespace: Unprivileged = {
  command: (launch) => ({ ...launch, file: "unshare", args: [...NAMESPACE, launch.file, ...launch.args] }),
  handOver: async (folder) => giveTo(0, folder),
};

/** U2. Needs the folders above to let others through (0711, as lockFolder makes them). */
const asNobody: Unprivileged = {
  command: (launch) => ({ ...launch, uid: NOBODY_ID, gid: NOBODY_ID }),
  handOver: async (folder) => giveTo(NOBODY_ID, folder),
};

async function giveTo(id: number, folder: string): Promise<void> {
  if ((await stat(folder)).uid === id) return;
  const inside = await readdir(folder, { recursive: true });
  for (const name of inside) await chown(join(folder, name), id, id);
  await chown(folder, id, id); // last: until then a start that was killed here begins anew
}
