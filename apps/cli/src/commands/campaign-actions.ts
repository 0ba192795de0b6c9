// The words of `sluice campaign`: each one request (or a page after page) to the API, its answer on stdout.
import { type CampaignId, MAX_CAMPAIGN_REQUESTS_PER_MINUTE, type StatusAction } from "@sluice/schema";
import type { Command } from "commander";
import type { CampaignApi } from "../api/campaign-api.ts";
import { EXIT } from "../cli-error.ts";
import { readCampaignFile, readPatchFile } from "../journey/campaign-file.ts";
import { wholeNumber } from "./command-context.ts";
import type { ActionContext, CampaignCommand } from "./campaign-command.ts";
import { campaignId, runOption } from "./campaign-id.ts";
import { defineDiff } from "./campaign-diff.ts";
import { defineTrigger } from "./campaign-trigger.ts";
import { type DeadLetterOptions, deadLetters } from "./campaign-dead-letters.ts";

const MAX_LISTED = 100;
const requestsPerMinute = wholeNumber(1, MAX_CAMPAIGN_REQUESTS_PER_MINUTE);

export const CAMPAIGN_ACTIONS: readonly CampaignCommand[] = [
  {
    name: "create",
    summary: "create a draft from a JSON file",
    define: (command, { api, print }) =>
      command.argument("<file>", "JSON file with the campaign").action(async (file: string) => {
        const definition = await readCampaignFile(file);
        const campaigns = await api();
        print(await campaigns.get(await campaigns.create(definition)));
      }),
  },
  {
    name: "edit",
    summary: "replace the parts that a JSON file gives: a new version, a draft again",
    define: (command, context) =>
      command
        .argument("<id>", "id of the campaign", campaignId)
        .argument("<file>", "JSON file with the campaign, or with the parts to replace")
        .action(async (id: CampaignId, file: string) => {
          const patch = await readPatchFile(file);
          await act(context, id, (api) => api.edit(id, patch));
        }),
  },
  {
    name: "validate",
    summary: "say everything that stands between a campaign and publication",
    define: (command, context) => withId(command, (id) => validate(context, id)),
  },
  {
    name: "submit",
    summary: "submit a draft for approval",
    define: (command, context) => withId(command, (id) => act(context, id, (api) => api.submit(id))),
  },
  {
    name: "approve",
    summary: "approve what another person wrote (--as approver)",
    define: (command, context) =>
      withId(command.option("--comment <text>", "kept with the approval"), (id, { comment }) =>
        act(context, id, (api) => api.approve(id, comment)),
      ),
  },
  {
    name: "reject",
    summary: "reject a campaign under review, saying why (--as approver)",
    define: (command, context) =>
      withId(command.requiredOption("--comment <text>", "what is to be changed"), (id, { comment }) =>
        act(context, id, (api) => api.reject(id, comment ?? "")),
      ),
  },
  {
    name: "request-changes",
    summary: "send a campaign under review back to its author, saying what to change (--as approver)",
    define: (command, context) =>
      withId(command.requiredOption("--comment <text>", "what is to be changed"), (id, { comment }) =>
        act(context, id, (api) => api.requestChanges(id, comment ?? "")),
      ),
  },
  statusCommand("publish", "PUBLISH", "publish an approved campaign: it is sent at its time"),
  {
    name: "trigger",
    summary: "send an API-triggered campaign to one user, with values of its own",
    define: defineTrigger,
  },
  statusCommand("pause", "PAUSE", "pause the sending; requests under way end"),
  statusCommand("resume", "RESUME", "go on with a paused sending"),
  statusCommand("stop", "STOP", "stop the sending for good: who was not sent yet ends as cancelled"),
  {
    name: "limit",
    summary: "change the request limit of a campaign that is being sent; above its approval: --as approver",
    define: (command, { api, print }) =>
      command
        .argument("<id>", "id of the campaign", campaignId)
        .argument("<requests-per-minute>", "holds within two seconds", requestsPerMinute)
        .action(async (id: CampaignId, limit: number) => {
          const campaigns = await api();
          await campaigns.setLimit(id, limit);
          print(await campaigns.stats(id));
        }),
  },
  {
    name: "show",
    summary: "show a campaign",
    define: (command, context) => withId(command, (id) => act(context, id, async () => undefined)),
  },
  {
    name: "versions",
    summary: "every version of a campaign, newest first",
    define: (command, { api, print }) =>
      withId(command, async (id) => print(await (await api()).versions(id))),
  },
  {
    name: "diff",
    summary: "what changed since the version that was approved last, field by field",
    define: defineDiff,
  },
  {
    name: "archive",
    summary: "put a campaign out of sight that is not live",
    define: (command, context) => withId(command, (id) => act(context, id, (api) => api.archive(id))),
  },
  {
    name: "unarchive",
    summary: "take a campaign out of the archive, with the status that it had",
    define: (command, context) => withId(command, (id) => act(context, id, (api) => api.unarchive(id))),
  },
  {
    name: "audit",
    summary: "who did what, when, from where",
    define: (command, { api, print }) => withId(command, async (id) => print(await (await api()).audit(id))),
  },
  {
    name: "list",
    summary: `list the newest campaigns, at most ${MAX_LISTED}`,
    define: (command, { api, print }) =>
      command.action(async () => print(await (await api()).list(MAX_LISTED))),
  },
  {
    name: "stats",
    summary: "what became of everyone",
    define: (command, { api, print }) =>
      withId(command.addOption(runOption()), async (id, { run }) =>
        print(await (await api()).stats(id, run)),
      ),
  },
  {
    name: "dead-letters",
    summary: "list recipients that were given up, export them, or send to them again",
    define: (command, context) =>
      withId(
        command
          .addOption(runOption())
          .option("--export <file>", "write all of them to a file, one JSON object a line")
          .option("--replay", "send to all of them again, with the same idempotency keys"),
        async (id, options) => deadLetters(await context.api(), id, options, context),
      ),
  },
];

interface ActionOptions extends DeadLetterOptions {
  comment?: string;
}

function withId(command: Command, run: (id: CampaignId, options: ActionOptions) => Promise<void>): void {
  command.argument("<id>", "id of the campaign", campaignId).action(run);
}

function statusCommand(name: string, action: StatusAction, summary: string): CampaignCommand {
  return {
    name,
    summary,
    define: (command, context) =>
      withId(command, (id) => act(context, id, (api) => api.setStatus(id, action))),
  };
}

/** Does it, then shows the campaign as it is now. */
async function act(
  { api, print }: ActionContext,
  id: CampaignId,
  change: (api: CampaignApi) => Promise<void>,
): Promise<void> {
  const campaigns = await api();
  await change(campaigns);
  print(await campaigns.get(id));
}

async function validate({ api, print, endWith }: ActionContext, id: CampaignId): Promise<void> {
  const verdict = await (await api()).validate(id);
  print(verdict);
  endWith(verdict.valid && verdict.cannot_be_sent_yet.length === 0 ? EXIT.done : EXIT.badInput);
}
