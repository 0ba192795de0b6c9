import { Command, Option } from "commander";
import { badInput, failed } from "../cli-error.ts";
import { ApiClient } from "../api/api-client.ts";
import { type CampaignApi, campaignApi } from "../api/campaign-api.ts";
import { dataFolder } from "../stack/data-folder.ts";
import type { OperatorName } from "../stack/local-operators.ts";
import { findRunningStack } from "../stack/running-stack.ts";
import { CAMPAIGN_ACTIONS } from "./campaign-actions.ts";
import { CAMPAIGN_ATTEMPTS } from "./campaign-attempts.ts";
import { type CommandContext, dataOption, examples } from "./command-context.ts";

export interface ApiOptions {
  data: string;
  api?: string;
  workspace?: string;
  key?: string;
  as: OperatorName;
}

export function campaignCommand(context: CommandContext): Command {
  const command = new Command("campaign")
    .summary("write, review and control campaigns over the API")
    .description(
      "Works against the Sluice that `sluice up` keeps running on the data folder, as one of its two local operators, or " +
        "against any API with --api, --workspace and --key. Results are JSON on stdout.",
    )
    .addOption(dataOption())
    .addOption(new Option("--api <url>", "address of the API").env("SLUICE_API"))
    .addOption(new Option("--workspace <id>", "workspace of the key").env("SLUICE_WORKSPACE"))
    .addOption(new Option("--key <key>", "API key").env("SLUICE_KEY"))
    .addOption(
      new Option("--as <operator>", "which local operator acts")
        .choices(["author", "approver"])
        .default("author"),
    )
    .addHelpText(
      "after",
      examples(
        "sluice campaign create campaign.json",
        "sluice campaign submit 0123456789abcdef01234567",
        "sluice campaign approve 0123456789abcdef01234567 --as approver",
        "sluice campaign publish 0123456789abcdef01234567",
        "sluice campaign attempts 0123456789abcdef01234567 --errors",
        "sluice campaign dead-letters 0123456789abcdef01234567 --export failed.ndjson",
      ),
    );
  for (const { name, summary, define } of [...CAMPAIGN_ACTIONS, CAMPAIGN_ATTEMPTS]) {
    const action = new Command(name).summary(summary).description(summary);
    define(action, {
      print: (value) => context.print(JSON.stringify(value, null, 2)),
      printText: context.print,
      say: (text) => context.reporter.say(text),
      endWith: context.endWith,
      api: () => openApi(command.opts<ApiOptions>()),
    });
    command.addCommand(action);
  }
  return command;
}

async function openApi(options: ApiOptions): Promise<CampaignApi> {
  const { api, workspace, key } = options;
  if (api !== undefined && workspace !== undefined && key !== undefined) {
    return campaignApi(new ApiClient({ url: api, workspace, key }));
  }
  if (api !== undefined || workspace !== undefined || key !== undefined) {
    throw badInput(
      "Give --api, --workspace and --key together (or SLUICE_API, SLUICE_WORKSPACE and SLUICE_KEY), or none of them.",
    );
  }
  return localApi(options);
}

async function localApi({ data, as }: ApiOptions): Promise<CampaignApi> {
  const folder = dataFolder(data);
  const stack = await findRunningStack(folder);
  if (stack === null) {
    throw failed(
      `Nothing runs on ${folder.path}. Start it with: sluice up --data ${data} (or give --api, --workspace and --key).`,
    );
  }
  const { apiUrl, operators } = stack;
  return campaignApi(new ApiClient({ url: apiUrl, workspace: operators.workspace, key: operators[as].key }));
}
