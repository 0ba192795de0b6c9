// Closed without submitting: what Slack sends along of it is kept as far as it is a campaign, and whoever wrote it is told where
// the draft is. Going back a step is no closing.
import type { App, ViewClosedAction } from "@slack/bolt";
import type { Campaign } from "@sluice/schema";
import { draftKept } from "../blocks/draft-kept.ts";
import type { BotOptions } from "../bot-options.ts";
import { AUDIENCE } from "../modals/audience-step.ts";
import { BASICS } from "../modals/basics-step.ts";
import { keepAudience, keepBasics, keepSending, type Step } from "../modals/campaign-flow.ts";
import { keepFile } from "../modals/file-flow.ts";
import { AS_FILE } from "../modals/file-step.ts";
import { REVIEW } from "../modals/review-step.ts";
import { SENDING } from "../modals/sending-step.ts";
import { shownView } from "../modals/shown-view.ts";
import { readMetadata } from "../modals/step-metadata.ts";
import { officeIn } from "../offices/office.ts";

type Keep = (step: Step) => Promise<{ campaign: Campaign } | { problems: unknown }>;

const KEEPS: Readonly<Record<string, Keep | null>> = {
  [BASICS]: keepBasics,
  [AUDIENCE]: keepAudience,
  [SENDING]: keepSending,
  [REVIEW]: null,
  [AS_FILE]: keepFile,
};

/** Whoever closes one of these has a draft that is not submitted. */
const ON_THE_WAY: readonly string[] = [AUDIENCE, SENDING, REVIEW];

export function listenToClosed(app: App, { apiUrl }: BotOptions): void {
  for (const [callbackId, keep] of Object.entries(KEEPS))
    app.view<ViewClosedAction>({ callback_id: callbackId, type: "view_closed" }, async (heard) => {
      const { ack, view, body, client, context: bolt } = heard;
      await ack();
      const { desk, people, teamId } = officeIn(bolt).context;
      const { person, refusal } = await people.of(body.user.id);
      if (refusal !== null) return;
      const shown = shownView(view);
      const isTyped = Object.keys(shown.state).length > 0;
      const step = {
        shown,
        desk,
        apiUrl,
        actor: { person, source: `slack ${teamId}/${body.user.id}, modal` },
        formId: `slack ${teamId} ${view.root_view_id}`,
        nextViewId: "",
      };
      const { campaignId } = readMetadata(view.private_metadata);
      const before = campaignId === "" ? null : await desk.get(campaignId);
      const kept = keep === null || !isTyped ? null : await keep(step);
      const campaign = kept !== null && "campaign" in kept ? kept.campaign : before;
      const isBack = !body.is_cleared && view.root_view_id !== view.id;
      const isNews = campaign?.version !== before?.version || ON_THE_WAY.includes(callbackId);
      if (isBack || campaign === null || !isNews) return;
      await client.chat.postMessage({ channel: body.user.id, ...draftKept(campaign) });
    });
}
