// How a second process (a command in another terminal) finds the servers that the first one keeps running.
import { join } from "node:path";
import { z } from "zod";
import { readJson } from "./private-file.ts";
import { isStillRunning, ProcessIdentity } from "./process-identity.ts";

const NatsUser = z.strictObject({ user: z.string(), password: z.string() });

export const RunningServers = z.strictObject({
  /** The process that started them, and stops them. */
  owner: ProcessIdentity,
  /** With credentials; keep it out of logs. */
  natsUrl: z.string(),
  /** With credentials; keep it out of logs. */
  databaseUrl: z.string(),
  /** Missing when NATS_URL names a NATS of the operator's. */
  dashboard: z.strictObject({ websocketUrl: z.string(), credentials: NatsUser }).optional(),
});
export type RunningServers = z.infer<typeof RunningServers>;

export function runningServersPath(dataDir: string): string {
  return join(dataDir, "servers.json");
}

/** `undefined` when nothing runs on this data folder: no file, or its owner is gone. */
export async function readRunningServers(dataDir: string): Promise<RunningServers | undefined> {
  const servers = await readJson(runningServersPath(dataDir), RunningServers);
  if (servers === undefined || !(await isStillRunning(servers.owner))) return undefined;
  return servers;
}
