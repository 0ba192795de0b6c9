// `sluice workspace frequency-capping`: how many messages one user gets at most, over HTTP with a key that has the scope `admin`.
import { Command } from "commander";
import { z } from "zod";
import { readJson } from "../journey/campaign-file.ts";
import { type CommandContext, examples } from "./command-context.ts";
import { type ApiOptions, openApi, withApiOptions } from "./open-api.ts";

const PATH = "/v5/workspace/frequency-capping";

interface CappingOptions extends ApiOptions {
  file?: string;
}

export function workspaceFrequencyCappingCommand(context: CommandContext): Command {
  return withApiOptions(new Command("frequency-capping"))
    .summary("show and set how many messages one user gets at most, over campaigns")
    .description(
      "Without a file shows the rules. A file replaces them all; they hold for what is planned from then on. For example\n" +
        '{"time_zone": "Europe/Berlin", "rules": [{"level": "cross_channel", "max_messages": 3, "days": 7}]}.\n' +
        "Levels: cross_channel, channel, delivery_type, tags. Of the local operators the approver may do it.",
    )
    .option("--file <path>", "JSON file with time zone and rules")
    .addHelpText(
      "after",
      examples(
        "sluice workspace frequency-capping",
        "sluice workspace frequency-capping > capping.json",
        "sluice workspace frequency-capping --file capping.json",
      ),
    )
    .action(async ({ file, ...access }: CappingOptions) => {
      const capping: unknown = file === undefined ? null : await readJson(file);
      const api = await openApi(access, "approver");
      const answer = await (file === undefined
        ? api.call(z.unknown(), "GET", PATH)
        : api.call(z.unknown(), "PUT", PATH, Object(capping)));
      context.print(JSON.stringify(answer, null, 2));
    });
}
