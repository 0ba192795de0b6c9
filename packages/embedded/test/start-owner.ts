import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export interface Owner extends AsyncDisposable {
  process: ChildProcess;
  natsPid: number;
  postgresPid: number;
  natsUrl: string;
  natsAddress: string;
  natsCredentials: { user: string; password: string };
  databaseUrl: string;
}

export interface StartOwnerOptions {
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
}

/** Starts owner.ts on the data folder; throws what it says on stderr if it does not get ready. */
export async function startOwner(dataDir: string, { env, ...user }: StartOwnerOptions = {}): Promise<Owner> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "owner.ts"), dataDir], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
    ...user,
  });
  const complaint = text(child.stderr);
  const line = await Promise.race([once(child.stdout, "data"), once(child, "exit").then(() => undefined)]);
  if (line === undefined) throw new Error(await complaint);
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  return { process: child, ...JSON.parse(String(line[0])), [Symbol.asyncDispose]: stop };
}

/** As `kill -9` does it: nothing in the process gets to run any more. */
export async function killOwner(owner: Owner): Promise<void> {
  owner.process.kill("SIGKILL");
  await once(owner.process, "exit");
}
