import { dirname, join } from "node:path";
import { exists } from "./exists.ts";

/** `.tools` under the nearest folder above this file that holds the workspace; under the current folder if there is none. */
export async function defaultToolsFolder(): Promise<string> {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (await exists(join(folder, "pnpm-workspace.yaml"))) return join(folder, ".tools");
  }
  return join(process.cwd(), ".tools");
}
