// `sluice campaign test ID --user u-1` and `sluice campaign preview ID --user u-1`: a campaign on a few people, before anybody
// approves it.
import { type CampaignId, MAX_TEST_IDENTIFIERS } from "@sluice/schema";
import type { Command } from "commander";
import { badInput, EXIT } from "../cli-error.ts";
import type { ActionContext, CampaignCommand } from "./campaign-command.ts";
import { campaignId } from "./campaign-id.ts";
import { nameValue } from "./name-value.ts";

interface TryOptions {
  user: string[];
  attribute?: Record<string, string>;
  event?: Record<string, string>;
}

export const CAMPAIGN_TEST: CampaignCommand = {
  name: "test",
  summary: "send a campaign to a few users for real, marked as a test, and show request and answer",
  define: (command, context) =>
    withPeople(command).action((id: CampaignId, options: TryOptions) => sendTest(context, id, options)),
};

export const CAMPAIGN_PREVIEW: CampaignCommand = {
  name: "preview",
  summary: "show what one user would get; nothing is sent",
  define: (command, context) =>
    withPeople(command).action((id: CampaignId, options: TryOptions) => showPreview(context, id, options)),
};

const withPeople = (command: Command): Command =>
  command
    .argument("<id>", "id of the campaign", campaignId)
    .requiredOption(
      "--user <id>",
      `id of a user; may be repeated, up to ${MAX_TEST_IDENTIFIERS} times`,
      addTo,
    )
    .option("--attribute <name=value>", "in place of the user's own; may be repeated", nameValue)
    .option("--event <name=value>", "read as EventAttribute['name']; may be repeated", nameValue);

const addTo = (text: string, known: string[] = []): string[] => [...known, text];

async function sendTest(context: ActionContext, id: CampaignId, options: TryOptions): Promise<void> {
  const { data, message } = await (
    await context.api()
  ).test(id, {
    users: options.user,
    user_attributes: options.attribute,
    event_attributes: options.event,
  });
  context.print(data);
  context.say(message);
  const isSent = Object.values(data).every(({ status }) => status === "SENT");
  context.endWith(isSent ? EXIT.done : EXIT.incomplete);
}

async function showPreview(context: ActionContext, id: CampaignId, options: TryOptions): Promise<void> {
  const [user, ...more] = options.user;
  if (user === undefined || more.length > 0) throw badInput("A preview is of one user: give --user once.");
  const preview = await (
    await context.api()
  ).preview(id, {
    user,
    user_attributes: options.attribute,
    event_attributes: options.event,
  });
  context.print(preview);
  const isWhole = preview.contents.every(({ problems }) => problems.length === 0);
  context.endWith(isWhole ? EXIT.done : EXIT.badInput);
}
