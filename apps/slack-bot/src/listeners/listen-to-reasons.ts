// The reason why somebody does not approve, submitted: the decision is taken on what they were shown.
import type { App } from "@slack/bolt";
import { parseTarget } from "../blocks/buttons.ts";
import { stateOf, valueIn } from "../modals/modal-fields.ts";
import { REASON_BLOCK, REASON_DEEDS, reasonCallback, type ReasonDeed } from "../modals/reason-modal.ts";
import { officeIn } from "../offices/office.ts";
import { doOnce } from "./do-once.ts";

export function listenToReasons(app: App): void {
  for (const deed of REASON_DEEDS) listenToReason(app, deed);
}

function listenToReason(app: App, deed: ReasonDeed): void {
  app.view(reasonCallback(deed), async ({ ack, view, body, client, context: bolt }) => {
    const reason = valueIn(stateOf(view), REASON_BLOCK);
    if (reason === "")
      return ack({ response_action: "errors", errors: { [REASON_BLOCK]: "say what should change" } });
    await ack();
    const target = parseTarget(view.private_metadata);
    if (target === null) return undefined; // not one of ours
    const { campaignId } = target;
    const wanted = { deed, campaignId, target, userId: body.user.id, from: "modal", reason };
    await doOnce(officeIn(bolt), `view ${view.id} ${view.hash}`, wanted, async (text) => {
      await client.chat.postMessage({ channel: body.user.id, text });
    });
    return undefined;
  });
}
