// `sluice campaign trigger ID USER --attribute code=4711`: one call of the send API.
import type { CampaignId } from "@sluice/schema";
import { type Command, InvalidArgumentError } from "commander";
import type { ActionContext } from "./campaign-command.ts";
import { campaignId } from "./campaign-id.ts";

interface TriggerOptions {
  attribute?: Record<string, string>;
  requestId?: string;
}

export function defineTrigger(command: Command, { api, print }: ActionContext): void {
  command
    .argument("<id>", "id of the campaign", campaignId)
    .argument("<user>", "id of the user")
    .option("--attribute <name=value>", "read as EventAttribute['name']; may be repeated", withAttribute)
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

function withAttribute(text: string, known: Record<string, string> = {}): Record<string, string> {
  const equals = text.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError('Write it as name=value, for example "code=4711".');
  return { ...known, [text.slice(0, equals)]: text.slice(equals + 1) };
}
