import { Command } from "commander";
import { exitCodeOf, interrupted } from "../cli-error.ts";
import { readPublishableFile } from "../journey/campaign-file.ts";
import { checkUserFile, DEFAULT_ID_COLUMN } from "../journey/import-file.ts";
import { sourceOf } from "../journey/journey-file.ts";
import { sendJourney } from "../journey/send-journey.ts";
import { dataFolder } from "../stack/data-folder.ts";
import { useStack } from "../stack/use-stack.ts";
import { showSummary } from "../terminal/show-summary.ts";
import {
  allowCidrOption,
  type CommandContext,
  dataOption,
  examples,
  jsonOption,
  proxyOption,
} from "./command-context.ts";
import { untilInterrupted } from "./until-interrupted.ts";

interface SendOptions {
  users: string;
  idColumn: string;
  data: string;
  allowCidr: readonly string[];
  proxy?: string;
  json?: true;
}

export function sendCommand(context: CommandContext): Command {
  return new Command("send")
    .summary("import users, then send one campaign to its end")
    .description(
      "Imports the users, creates the campaign, submits and approves it as two local operators, publishes it and waits until " +
        "every recipient has an end. Who gets it is what the campaign's segmentation says. Uses the Sluice that runs on the " +
        "data folder, or starts one for as long as it takes. After Ctrl-C the same command goes on where it was.",
    )
    .argument("<campaign>", "JSON file with the campaign")
    .requiredOption("--users <file>", "users to import first: .csv, .ndjson or .jsonl")
    .option("--id-column <name>", "column or key that holds the user id", DEFAULT_ID_COLUMN)
    .addOption(dataOption())
    .addOption(allowCidrOption())
    .addOption(proxyOption())
    .addOption(jsonOption("the figures"))
    .addHelpText(
      "after",
      examples(
        "sluice send campaign.json --users users.csv",
        "sluice send campaign.json --users users.csv --allow-cidr 127.0.0.0/8 --json",
      ),
    )
    .action((campaign: string, options: SendOptions) => send(context, campaign, options));
}

async function send(context: CommandContext, campaignPath: string, options: SendOptions): Promise<void> {
  const { config, reporter } = context;
  const campaign = await readPublishableFile(campaignPath);
  await checkUserFile(options.users);
  const source = await sourceOf([campaignPath, options.users]);
  const folder = dataFolder(options.data);
  const stackOptions = {
    folder,
    env: config.env,
    apiPort: 0,
    deliveryProcesses: 1,
    apiProcesses: 1,
    allowCidrs: [...config.allowCidrs, ...options.allowCidr],
    proxyUrl: options.proxy ?? null,
    onProgress: (text: string) => reporter.say(text, "dim"),
  };
  const users = { path: options.users, idColumn: options.idColumn };
  const summary = await untilInterrupted((signal) =>
    useStack(stackOptions, (stack) =>
      sendJourney({ stack, folder, campaign, users, source, reporter, signal }),
    ).catch((error: unknown) => {
      throw signal.aborted
        ? interrupted("Interrupted. Nothing is lost: give the same command again to go on.")
        : error;
    }),
  );
  showSummary(summary, reporter);
  if (options.json) context.print(JSON.stringify(summary));
  context.endWith(exitCodeOf(summary));
}
