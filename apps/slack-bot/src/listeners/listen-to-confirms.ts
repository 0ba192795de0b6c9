// A launch or a cancel that was asked about again, submitted: done once, on what was shown, and answered where it was asked for.
import type { App } from "@slack/bolt";
import { takeAction } from "../actions/take-action.ts";
import type { BotOptions } from "../bot-options.ts";
import { parseTarget } from "../blocks/buttons.ts";
import { clamp } from "../blocks/text.ts";
import {
  CONFIRMED_DEEDS,
  confirmCallback,
  type ConfirmedDeed,
  isTypedName,
  NAME_BLOCK,
  readConfirmation,
} from "../modals/confirm-modal.ts";
import { stateOf, valueIn } from "../modals/modal-fields.ts";
import { officeIn } from "../offices/office.ts";
import { FAILED } from "./listen-to-commands.ts";
import { tellAlone } from "./tell-alone.ts";

const MAX_ERROR_LENGTH = 150;

export function listenToConfirms(app: App, options: BotOptions): void {
  for (const deed of CONFIRMED_DEEDS) listenToConfirm(app, options, deed);
}

function listenToConfirm(app: App, { log }: BotOptions, deed: ConfirmedDeed): void {
  app.view(confirmCallback(deed), async ({ ack, view, body, client, context: bolt }) => {
    const confirmed = readConfirmation(view.private_metadata);
    const target = confirmed === null ? null : parseTarget(confirmed.pin);
    if (confirmed === null || target === null) return ack(); // not one of ours
    const { name, reason, channelId } = confirmed;
    if (name !== undefined && !isTypedName(valueIn(stateOf(view), NAME_BLOCK), name)) {
      const error = clamp(`That is not its name. Type: ${name}`, MAX_ERROR_LENGTH);
      return ack({ response_action: "errors", errors: { [NAME_BLOCK]: error } });
    }
    await ack();
    const { context } = officeIn(bolt);
    const userId = body.user.id;
    const tell = (text: string): Promise<void> => tellAlone(client, channelId, userId, text);
    const wanted = { deed, campaignId: target.campaignId, target, userId, from: "modal" };
    try {
      await tell((await takeAction(context, { ...wanted, ...(reason !== "" && { reason }) })).text);
    } catch (error) {
      log.error({ err: error }, "confirmed.failed");
      await tell(FAILED);
    }
    return undefined;
  });
}
