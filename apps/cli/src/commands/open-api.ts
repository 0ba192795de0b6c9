// Which API a command speaks to, and as whom: that of the Sluice that runs on the data folder, or any other.
import { type Command, Option } from "commander";
import { ApiClient } from "../api/api-client.ts";
import { badInput, failed } from "../cli-error.ts";
import { dataFolder } from "../stack/data-folder.ts";
import type { OperatorName } from "../stack/local-operators.ts";
import { findRunningStack } from "../stack/running-stack.ts";
import { dataOption } from "./command-context.ts";

export interface ApiOptions {
  data: string;
  api?: string;
  workspace?: string;
  key?: string;
}

export const withApiOptions = (command: Command): Command =>
  command
    .addOption(dataOption())
    .addOption(new Option("--api <url>", "address of the API").env("SLUICE_API"))
    .addOption(new Option("--workspace <id>", "workspace of the key").env("SLUICE_WORKSPACE"))
    .addOption(new Option("--key <key>", "API key").env("SLUICE_KEY"));

/** @param as the local operator who acts, when none of the options says otherwise */
export async function openApi(options: ApiOptions, as: OperatorName): Promise<ApiClient> {
  const { api, workspace, key } = options;
  if (api !== undefined && workspace !== undefined && key !== undefined) {
    return new ApiClient({ url: api, workspace, key });
  }
  if (api !== undefined || workspace !== undefined || key !== undefined) {
    throw badInput(
      "Give --api, --workspace and --key together (or SLUICE_API, SLUICE_WORKSPACE and SLUICE_KEY), or none of them.",
    );
  }
  return localApi(options, as);
}

async function localApi({ data }: ApiOptions, as: OperatorName): Promise<ApiClient> {
  const folder = dataFolder(data);
  const stack = await findRunningStack(folder);
  if (stack === null) {
    throw failed(
      `Nothing runs on ${folder.path}. Start it with: sluice up --data ${data} (or give --api, --workspace and --key).`,
    );
  }
  const { apiUrl, operators } = stack;
  return new ApiClient({ url: apiUrl, workspace: operators.workspace, key: operators[as].key });
}
