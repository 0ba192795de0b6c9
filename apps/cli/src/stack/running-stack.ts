// How a command finds the Sluice that another process keeps running on the same data folder.
import { readRunningServers } from "@sluice/embedded";
import { z } from "zod";
import { failed } from "../cli-error.ts";
import { type DataFolder, readOwnJson, removeFile, writeOwnJson } from "./data-folder.ts";
import { type LocalOperators, readLocalOperators } from "./local-operators.ts";

const RunningApps = z.strictObject({
  v: z.literal(1),
  /** Of the process that supervises them. */
  pid: z.int(),
  apiUrl: z.url(),
  allowCidrs: z.array(z.string()),
  /** Host and port. */
  proxy: z.string().nullable(),
});
export type RunningApps = z.infer<typeof RunningApps>;

export interface RunningStack {
  /** Of the process that keeps it running. */
  pid: number;
  apiUrl: string;
  /** With credentials; keep them out of logs. */
  natsUrl: string;
  databaseUrl: string;
  allowCidrs: readonly string[];
  /** Host and port of the proxy that requests go through. */
  proxy: string | null;
  operators: LocalOperators;
}

export const announceApps = (folder: DataFolder, apps: RunningApps): Promise<void> =>
  writeOwnJson(folder.stack, apps);

export const withdrawApps = (folder: DataFolder): Promise<void> => removeFile(folder.stack);

/** `null` when nothing runs there. @throws CliError when it is just starting or stopping. */
export async function findRunningStack(folder: DataFolder): Promise<RunningStack | null> {
  const servers = await readRunningServers(folder.path);
  if (servers === undefined) return null;
  const { pid } = servers.owner;
  const [apps, operators] = await Promise.all([
    readOwnJson(folder.stack, RunningApps),
    readLocalOperators(folder),
  ]);
  if (apps === null || apps.pid !== pid || operators === null) {
    throw failed(
      `Another sluice (process ${pid}) is starting or stopping on ${folder.path}. Wait a moment and try again.`,
    );
  }
  const { natsUrl, databaseUrl } = servers;
  const { apiUrl, allowCidrs, proxy } = apps;
  return { pid, apiUrl, natsUrl, databaseUrl, allowCidrs, proxy, operators };
}
