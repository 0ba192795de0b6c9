// Stop-all: its modal submitted, and clicks on the button that lifts it.
import type { App, BlockButtonAction } from "@slack/bolt";
import { liftStop, stopAll } from "../actions/stop-all.ts";
import type { BotOptions } from "../bot-options.ts";
import { LIFT_ACTION, stopMessage } from "../blocks/stop-message.ts";
import { stateOf, valueIn } from "../modals/modal-fields.ts";
import { STOP_MODAL, STOP_REASON_BLOCK } from "../modals/stop-modal.ts";
import { type Office, officeIn } from "../offices/office.ts";
import { FAILED } from "./listen-to-commands.ts";
import { tellAlone } from "./tell-alone.ts";

export function listenToStop(app: App, { log }: BotOptions): void {
  app.view(STOP_MODAL, async ({ ack, view, body, client, context: bolt }) => {
    await ack();
    const { context } = officeIn(bolt);
    const userId = body.user.id;
    const tell = (text: string): Promise<void> => tellAlone(client, view.private_metadata, userId, text);
    try {
      const reason = valueIn(stateOf(view), STOP_REASON_BLOCK);
      await tell((await stopAll(context, { userId, from: "/campaign stop-all" }, reason)).text);
    } catch (error) {
      log.error({ err: error }, "stop.failed");
      await tell(FAILED);
    }
  });

  app.action<BlockButtonAction>(LIFT_ACTION, async ({ ack, body, client, context: bolt }) => {
    await ack();
    const office = officeIn(bolt);
    const channel = body.channel?.id ?? body.user.id;
    const tell = (text: string): Promise<void> => tellAlone(client, channel, body.user.id, text);
    try {
      await tell(await lift(office, { userId: body.user.id, channel, ts: body.message?.ts }));
    } catch (error) {
      log.error({ err: error }, "stop.lift_failed");
      await tell(FAILED);
    }
  });
}

/** The message that was clicked shows at once how far lifting is. */
async function lift(
  { context }: Office,
  { userId, channel, ts }: { userId: string; channel: string; ts: string | undefined },
): Promise<string> {
  const { stop, text } = await liftStop(context, { userId, from: "button" });
  if (stop === null || ts === undefined) return text;
  const persons = [stop.stopped_by, ...stop.lifts.map(({ lifted_by }) => lifted_by)];
  const message = stopMessage(stop, await context.people.userIdsOf(persons));
  await context.board.edit({ channelId: channel, messageTs: ts }, message.text, message.blocks, "state");
  return text;
}
