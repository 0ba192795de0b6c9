// The bot: Bolt's events to what is done for them.
//
//   A1. Every listener acknowledges first; what is slow comes after.
//   A2. Exact action ids, one listener each: Bolt runs every listener that matches.
//   A3. What changes something is done once, however often it is delivered (memory), and everything is answered.
import { App } from "@slack/bolt";
import type { BotOptions } from "./bot-options.ts";
import { listenToButtons } from "./listeners/listen-to-buttons.ts";
import { listenToCommands } from "./listeners/listen-to-commands.ts";
import { listenToHome } from "./listeners/listen-to-home.ts";
import { listenToModals } from "./listeners/listen-to-modals.ts";
import { clientOptions } from "./slack/clients.ts";

export async function createBot(options: BotOptions): Promise<App> {
  const { token, botId, botUserId, receiver, address, log } = options;
  const app = new App({
    token,
    botId,
    botUserId,
    receiver,
    clientOptions: clientOptions(address),
    convoStore: false,
    deferInitialization: true,
  });
  app.error(async (error) => log.error({ err: error }, "slack.failed"));
  listenToCommands(app, options);
  listenToButtons(app, options);
  listenToModals(app, options);
  listenToHome(app, options);
  await app.init();
  return app;
}
