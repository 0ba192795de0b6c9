// `sluice campaign trigger ID USER --attribute code=4711`: one call of the send API.
import type { CampaignId } from "@sluice/schema";
import type { Command } from "commander";
import type { ActionContext } from "./campaign-command.ts";
import { campaignId } from "./campaign-id.ts";
import { nameValue } from "./name-value.ts";

interface TriggerOptions {
  attribute?: Record<string, string>;
  requestId?: string;
}

export function defineTrigger(command: Command, { api, print }: ActionContext): void {
  command
    .argument("<id>", "id of the campaign", campaignId)
    .argument("<user>", "id of the user")
    .option("--attribute <name=value>", "read as EventAttribute['name']; may be repeated", nameValue)
    .option("--request-id <id>", "a second call with the same one within 24 hours sends nothing")
    .action(async (id: CampaignId, user: string, { attribute = {}, requestId }: TriggerOptions) => {
      const send = {
        recipients: [user],
        personalized_attributes: attribute,
        ...(requestId !== undefined && { request_id: requestId }),
      };
      print(await (await api()).trigger(id, send));
    });
}
