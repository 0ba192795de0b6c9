// Where everything is, for a person who wants to look.
import { natsHosts } from "@sluice/bus";
import type { DataFolder } from "../stack/data-folder.ts";
import type { RunningStack } from "../stack/running-stack.ts";

/** No secret among them: keys are named by the file that holds them. */
export function addressLines({ apiUrl, natsUrl, operators }: RunningStack, folder: DataFolder): string[] {
  return [
    `  API        ${apiUrl}/v5/campaigns  (workspace "${operators.workspace}", keys in ${folder.keys})`,
    `  API docs   ${apiUrl}/docs`,
    `  NATS       ${natsHosts(natsUrl)}`,
    `  Logs       ${folder.logs}`,
    `  Data       ${folder.path}`,
  ];
}
