// What an operator asks the bot: is Slack there, when did it last say something, how many edits are left.
import { createRegistry } from "@sluice/telemetry";
import { Gauge, type Registry } from "prom-client";
import type { BotHealth } from "./bot-health.ts";

interface Bot {
  health(): BotHealth;
}

/** @throws Error without a connection that Slack has greeted. */
export async function assertConnected(bot: Bot): Promise<void> {
  const { connections, problem } = bot.health();
  if (connections === 0)
    throw new Error(`Slack has not said hello: ${problem ?? "is the app token good, is the network there?"}`);
}

export function botRegistry(bot: Bot): Registry {
  const registry = createRegistry("slack-bot");
  const gauge = (name: string, help: string, read: (health: BotHealth) => number): void => {
    const registers = [registry];
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(read(bot.health())) });
  };
  gauge(
    "sluice_slack_connections",
    "Connections over which Slack tells the bot what people do",
    (one) => one.connections,
  );
  gauge(
    "sluice_slack_last_event_timestamp_seconds",
    "When Slack last told something",
    (one) => one.lastEventAtMs / 1_000,
  );
  gauge(
    "sluice_slack_edits_left",
    "Edits of messages that are left of the minute's, in the Slack workspace that has the fewest",
    (one) => one.editsLeft ?? NaN,
  );
  gauge("sluice_slack_offices", "Slack workspaces that the bot works in", (one) => one.offices);
  return registry;
}
