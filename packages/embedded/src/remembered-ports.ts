// Ports are chosen once and written down, so that clients find a restarted server where it was.
import { z } from "zod";
import { isPortFree, pickFreePort } from "./free-port.ts";
import { readJson, writePrivateJson } from "./private-file.ts";
import type { OnProgress } from "./progress.ts";

const RememberedPorts = z.record(z.string(), z.int().min(1).max(65_535));

/** One port for each name. A port that somebody else has taken meanwhile is replaced, and `onProgress` says so. */
export async function rememberPorts<Name extends string>(
  path: string,
  names: readonly Name[],
  onProgress: OnProgress,
): Promise<Record<Name, number>> {
  const remembered = (await readJson(path, RememberedPorts)) ?? {};
  const ports: Record<string, number> = {};
  for (const name of names) {
    ports[name] = await keepOrReplace(name, remembered[name], Object.values(ports), onProgress);
  }
  await writePrivateJson(path, ports);
  return ports;
}

async function keepOrReplace(
  name: string,
  port: number | undefined,
  taken: readonly number[],
  onProgress: OnProgress,
): Promise<number> {
  if (port !== undefined && (await isPortFree(port))) return port;
  const chosen = await pickFreePort(taken);
  if (port !== undefined) {
    onProgress(`Port ${port} (${name}) is used by another program now; using ${chosen} from here on.`);
  }
  return chosen;
}
