// What the bot's listeners are given.
import type { Receiver } from "@slack/bolt";
import type { Logger } from "@sluice/telemetry";
import type { CommandContext } from "./commands/campaign-command.ts";
import type { BotMemory } from "./ports.ts";
import type { SlackAddress } from "./slack/clients.ts";

export interface BotOptions {
  token: string;
  botId: string;
  botUserId: string;
  receiver: Receiver;
  address: SlackAddress;
  memory: BotMemory;
  context: CommandContext;
  log: Logger;
}
