// `sluice workspace approval-policy`: how many people have to approve, over HTTP with a key that has the scope `admin`.
import { Command } from "commander";
import { z } from "zod";
import { readJson } from "../journey/campaign-file.ts";
import { type CommandContext, examples } from "./command-context.ts";
import { type ApiOptions, openApi, withApiOptions } from "./open-api.ts";

const PATH = "/v5/workspace/approval-policy";

interface PolicyOptions extends ApiOptions {
  file?: string;
}

export function workspaceApprovalPolicyCommand(context: CommandContext): Command {
  return withApiOptions(new Command("approval-policy"))
    .summary("show and set how many people have to approve a campaign, and when it may start")
    .description(
      "Without a file shows the policy. A file replaces it whole: what it leaves out gets its default. It holds for what is\n" +
        "submitted from then on, and publishing asks it again. Of the local operators the approver may do it.",
    )
    .option("--file <path>", "JSON file with the policy")
    .addHelpText(
      "after",
      examples(
        "sluice workspace approval-policy",
        "sluice workspace approval-policy > policy.json",
        "sluice workspace approval-policy --file policy.json",
      ),
    )
    .action(async ({ file, ...access }: PolicyOptions) => {
      const policy: unknown = file === undefined ? null : await readJson(file);
      const api = await openApi(access, "approver");
      const answer = await (file === undefined
        ? api.call(z.unknown(), "GET", PATH)
        : api.call(z.unknown(), "PUT", PATH, Object(policy)));
      context.print(JSON.stringify(answer, null, 2));
    });
}
