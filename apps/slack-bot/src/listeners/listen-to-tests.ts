// A test send from its modal: sent once, and whoever asked hears what came of it.
import type { App } from "@slack/bolt";
import { staleText } from "../actions/consider.ts";
import { testSend } from "../actions/test-send.ts";
import { isSameContent, parseTarget } from "../blocks/buttons.ts";
import type { BotOptions } from "../bot-options.ts";
import { stateOf, valueIn } from "../modals/modal-fields.ts";
import { TEST, TEST_TO } from "../modals/test-modal.ts";
import { officeIn } from "../offices/office.ts";
import { FAILED } from "./listen-to-commands.ts";

export function listenToTests(app: App, { log }: BotOptions): void {
  app.view(TEST, async ({ ack, view, body, client, context: bolt }) => {
    await ack();
    const { context, memory } = officeIn(bolt);
    const target = parseTarget(view.private_metadata);
    if (target === null || !(await memory.isFirst(`view ${view.id} ${view.hash}`))) return;
    const userId = body.user.id;
    try {
      const campaign = await context.desk.get(target.campaignId);
      const to = valueIn(stateOf(view), TEST_TO);
      const told = isSameContent(target, campaign)
        ? await testSend(context, { campaign, to, userId, from: "modal" })
        : { text: staleText(target, campaign, await context.board.linkTo(campaign)) };
      await client.chat.postMessage({ channel: userId, ...told });
    } catch (error) {
      log.error({ err: error }, "test.failed");
      await client.chat.postMessage({ channel: userId, text: FAILED });
    }
  });
}
