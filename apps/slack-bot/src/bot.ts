// The bot: Bolt's events to what is done for them.
//
//   A1. Every listener acknowledges first; what is slow comes after.
//   A2. Exact action ids, one listener each: Bolt runs every listener that matches.
//   A3. What changes something is done once, however often it is delivered (memory), and everything is answered.
//   A4. A listener works in the office of the installation that the event came from, and knows no other.
import { App, AuthorizationError, type Authorize } from "@slack/bolt";
import type { BotOptions } from "./bot-options.ts";
import { listenToButtons } from "./listeners/listen-to-buttons.ts";
import { listenToCommands } from "./listeners/listen-to-commands.ts";
import { listenToConfirms } from "./listeners/listen-to-confirms.ts";
import { listenToFiles } from "./listeners/listen-to-files.ts";
import { listenToForm } from "./listeners/listen-to-form.ts";
import { listenToHome } from "./listeners/listen-to-home.ts";
import { listenToLooks } from "./listeners/listen-to-looks.ts";
import { listenToInstalls } from "./listeners/listen-to-installs.ts";
import { listenToReasons } from "./listeners/listen-to-reasons.ts";
import { listenToTests } from "./listeners/listen-to-tests.ts";
import { listenToStop } from "./listeners/listen-to-stop.ts";
import { listenToShortcuts } from "./listeners/listen-to-shortcuts.ts";
import type { Offices } from "./offices/offices.ts";
import { boltLogger } from "./slack/bolt-logger.ts";
import { clientOptions } from "./slack/clients.ts";
import { handleOnce } from "./slack/handle-once.ts";

export async function createBot(options: BotOptions): Promise<App> {
  const { receiver, address, offices, log } = options;
  const app = new App({
    authorize: authorizeAt(offices),
    receiver,
    clientOptions: clientOptions(address),
    convoStore: false,
    logger: boltLogger(log),
    deferInitialization: true,
  });
  app.error(async (error) => {
    if (error instanceof AuthorizationError) throw error; // the door says it to whoever came
    log.error({ err: error }, "slack.failed");
  });
  app.use(handleOnce(log));
  listenToCommands(app, options);
  listenToButtons(app, options);
  listenToForm(app, options);
  listenToFiles(app, options);
  listenToShortcuts(app);
  listenToReasons(app);
  listenToConfirms(app, options);
  listenToStop(app, options);
  listenToLooks(app, options);
  listenToTests(app, options);
  listenToHome(app, options);
  listenToInstalls(app, options);
  await app.init();
  return app;
}

/** A4 */
const authorizeAt =
  (offices: Offices): Authorize<boolean> =>
  async ({ teamId = "" }) => {
    const office = await offices.at(teamId);
    const { botToken, botId, botUserId } = office.place;
    return { botToken, botId, botUserId, teamId: office.place.teamId, office };
  };
