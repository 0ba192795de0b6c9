import type { App } from "@slack/bolt";
import { answerTyped } from "../commands/answer-typed.ts";
import type { BotOptions } from "../bot-options.ts";
import { officeIn } from "../offices/office.ts";

export const FAILED =
  "That failed on our side; nothing more was done. Try again in a moment, or ask an operator to look at the log.";

export function listenToCommands(app: App, { log }: BotOptions): void {
  app.command("/campaign", async ({ command, ack, respond, context: bolt }) => {
    await ack();
    const { context } = officeIn(bolt);
    const { text, user_id: userId, channel_id: channelId, trigger_id: triggerId } = command;
    try {
      const reply = await answerTyped(context, { text, userId, channelId, triggerId });
      if (reply !== null) await respond({ response_type: "ephemeral", ...reply });
    } catch (error) {
      log.error({ err: error }, "command.failed");
      await respond({ response_type: "ephemeral", text: FAILED });
    }
  });
}
