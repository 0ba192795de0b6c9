// The database for one command that needs nothing else: of the Sluice that runs on the data folder, else started for it.
import { startServers } from "@sluice/embedded";
import type { Reporter } from "../terminal/reporter.ts";
import type { DataFolder } from "./data-folder.ts";
import { prepareForOperator } from "./prepare-database.ts";
import { findRunningStack } from "./running-stack.ts";

export interface DatabaseOptions {
  folder: DataFolder;
  env: NodeJS.ProcessEnv;
  reporter: Reporter;
}

export async function useDatabase<T>(
  { folder, env, reporter }: DatabaseOptions,
  use: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  const running = await findRunningStack(folder);
  if (running !== null) return use(running.databaseUrl);
  await using servers = await startServers({
    dataDir: folder.path,
    env,
    onProgress: (text) => reporter.say(text, "dim"),
  });
  await prepareForOperator(servers.databaseUrl, { folder, env });
  return await use(servers.databaseUrl);
}
