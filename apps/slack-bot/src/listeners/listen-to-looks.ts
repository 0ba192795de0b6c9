// What is looked at before a decision: the preview, and every change. It opens at once, and fills when it is known.
import type { App, BlockButtonAction } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Campaign } from "@sluice/schema";
import { isSameContent, parseTarget } from "../blocks/buttons.ts";
import type { BotOptions } from "../bot-options.ts";
import type { CommandContext } from "../commands/command-context.ts";
import { DIFF_PAGE, diffModal, pageIn } from "../modals/diff-modal.ts";
import { stateOf, valueIn } from "../modals/modal-fields.ts";
import { PREVIEW, PREVIEW_USER, previewModal, waitingModal } from "../modals/preview-modal.ts";
import { testModal } from "../modals/test-modal.ts";
import { officeIn } from "../offices/office.ts";

export function listenToLooks(app: App, { log }: BotOptions): void {
  app.action<BlockButtonAction>(DIFF_PAGE, async ({ ack, action, body, client, context: bolt }) => {
    await ack();
    const wanted = pageIn(action.value ?? "");
    const target = wanted === null ? null : parseTarget(wanted.pin);
    if (wanted === null || target === null || body.view === undefined) return;
    const { desk } = officeIn(bolt).context;
    try {
      const campaign = await desk.get(target.campaignId);
      const view = diffModal(campaign, await desk.diff(campaign), wanted.page);
      await client.views.update({ view_id: body.view.id, view });
    } catch (error) {
      log.error({ err: error }, "look.failed");
    }
  });
  app.view(PREVIEW, async ({ ack, view, body, context: bolt }) => {
    const { desk, people } = officeIn(bolt).context;
    const target = parseTarget(view.private_metadata);
    const userId = valueIn(stateOf(view), PREVIEW_USER);
    if (target === null || userId === "") return ack();
    const { refusal } = await people.of(body.user.id);
    const refuse = (text: string) => ack({ response_action: "errors", errors: { [PREVIEW_USER]: text } });
    if (refusal !== null) return refuse(refusal);
    const campaign = await desk.get(target.campaignId);
    if (!isSameContent(target, campaign))
      return refuse("The campaign has changed since; open the preview again.");
    const sample = await desk.sample(campaign, userId);
    if (sample === null) return refuse("There is no user with this id.");
    return ack({ response_action: "update", view: previewModal(campaign, null, sample) });
  });
}

interface Asked {
  campaign: Campaign;
  userId: string;
  triggerId: string;
}

/** @returns what to tell instead */
type Look = (context: CommandContext, client: WebClient, asked: Asked) => Promise<string | null>;

/** PII: for full members, and for them alone. */
const showPreview: Look = async ({ desk, people }, client, asked) => {
  const { refusal } = await people.of(asked.userId);
  if (refusal !== null) return refusal;
  await openThenFill(client, asked.triggerId, "Preview", async () => {
    const { rendering } = await desk.facts(asked.campaign);
    return previewModal(asked.campaign, rendering);
  });
  return null;
};

const showDiff: Look = async ({ desk }, client, { campaign, triggerId }) => {
  await openThenFill(client, triggerId, "Full diff", async () =>
    diffModal(campaign, await desk.diff(campaign), 0),
  );
  return null;
};

const askWhomToTest: Look = async ({ people }, client, { campaign, userId, triggerId }) => {
  const { refusal } = await people.of(userId);
  if (refusal !== null) return refusal;
  await client.views.open({ trigger_id: triggerId, view: testModal(campaign) });
  return null;
};

/** By button: they mean the content that the card showed. */
export const LOOKS_BEFORE_DECIDING: Readonly<Record<string, Look>> = {
  campaign_preview: showPreview,
  campaign_diff: showDiff,
  campaign_test: askWhomToTest,
};

async function openThenFill(
  client: WebClient,
  trigger_id: string,
  title: string,
  fill: () => Promise<ReturnType<typeof previewModal>>,
): Promise<void> {
  const { view: opened } = await client.views.open({ trigger_id, view: waitingModal(title) });
  const view = await fill();
  if (opened?.id !== undefined) await client.views.update({ view_id: opened.id, view });
}
