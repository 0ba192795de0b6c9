// The home tab: opened, and the buttons on it that are no campaign's.
import type { App, BlockButtonAction } from "@slack/bolt";
import { HOME_HELP, HOME_STOP_ALL } from "../blocks/home.ts";
import { helpBlocks } from "../blocks/lists.ts";
import type { BotOptions } from "../bot-options.ts";
import { answerStopAll } from "../commands/acting-commands.ts";
import { officeIn } from "../offices/office.ts";
import { showHome } from "./show-home.ts";

export function listenToHome(app: App, options: BotOptions): void {
  app.event("app_home_opened", async ({ event, client, context: bolt }) => {
    if (event.tab === "home") await showHome(officeIn(bolt), options, client, event.user);
  });
  app.event("subteam_members_changed", async ({ context: bolt }) =>
    officeIn(bolt).context.people.forgetGroup(),
  );
  app.action<BlockButtonAction>(HOME_HELP, async ({ ack, body, client }) => {
    await ack();
    await client.chat.postMessage({
      channel: body.user.id,
      text: "How to use /campaign",
      blocks: helpBlocks(),
    });
  });
  app.action<BlockButtonAction>(HOME_STOP_ALL, async ({ ack, body, client, context: bolt }) => {
    await ack();
    const { context, place } = officeIn(bolt);
    const { trigger_id: triggerId, user } = body;
    const typed = { text: "", userId: user.id, channelId: place.channelId, triggerId };
    const refused = await answerStopAll(context, typed, "");
    if (refused !== null) await client.chat.postMessage({ channel: user.id, text: refused.text });
  });
}
