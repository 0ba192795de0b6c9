import { Command, Option } from "commander";
import { campaignApi } from "../api/campaign-api.ts";
import type { OperatorName } from "../stack/local-operators.ts";
import { CAMPAIGN_ACTIONS } from "./campaign-actions.ts";
import { CAMPAIGN_ATTEMPTS } from "./campaign-attempts.ts";
import { CAMPAIGN_PREVIEW, CAMPAIGN_TEST } from "./campaign-try.ts";
import { type CommandContext, examples } from "./command-context.ts";
import { type ApiOptions, openApi, withApiOptions } from "./open-api.ts";

interface CampaignOptions extends ApiOptions {
  as: OperatorName;
}

export function campaignCommand(context: CommandContext): Command {
  const command = withApiOptions(new Command("campaign"))
    .summary("write, review and control campaigns over the API")
    .description(
      "Works against the Sluice that `sluice up` keeps running on the data folder, as one of its two local operators, or " +
        "against any API with --api, --workspace and --key. Results are JSON on stdout.",
    )
    .addOption(
      new Option("--as <operator>", "which local operator acts")
        .choices(["author", "approver"])
        .default("author"),
    )
    .addHelpText(
      "after",
      examples(
        "sluice campaign create campaign.json",
        "sluice campaign test 0123456789abcdef01234567 --user u-1 --attribute city=Pune",
        "sluice campaign submit 0123456789abcdef01234567",
        "sluice campaign approve 0123456789abcdef01234567 --as approver",
        "sluice campaign publish 0123456789abcdef01234567",
        "sluice campaign limit 0123456789abcdef01234567 6000",
        "sluice campaign attempts 0123456789abcdef01234567 --errors",
        "sluice campaign dead-letters 0123456789abcdef01234567 --export failed.ndjson",
      ),
    );
  for (const { name, summary, define } of [
    ...CAMPAIGN_ACTIONS,
    CAMPAIGN_PREVIEW,
    CAMPAIGN_TEST,
    CAMPAIGN_ATTEMPTS,
  ]) {
    const action = new Command(name).summary(summary).description(summary);
    define(action, {
      print: (value) => context.print(JSON.stringify(value, null, 2)),
      printText: context.print,
      say: (text) => context.reporter.say(text),
      endWith: context.endWith,
      api: async () => {
        const options = command.opts<CampaignOptions>();
        return campaignApi(await openApi(options, options.as));
      },
    });
    command.addCommand(action);
  }
  return command;
}
