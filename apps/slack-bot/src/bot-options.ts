// What the bot's listeners are given. What belongs to one Slack workspace is in its office (`officeIn`).
import type { Receiver } from "@slack/bolt";
import type { Logger } from "@sluice/telemetry";
import type { BotHealth } from "./bot-health.ts";
import type { Offices } from "./offices/offices.ts";
import type { SlackAddress } from "./slack/clients.ts";

export interface BotOptions {
  receiver: Receiver;
  address: SlackAddress;
  offices: Offices;
  health: () => BotHealth;
  /** Where the API listens, as people reach it; null: nobody said. */
  apiUrl: string | null;
  log: Logger;
}
