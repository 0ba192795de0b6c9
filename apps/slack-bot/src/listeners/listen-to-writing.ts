// Submitted steps of the form: each keeps the draft and leads to the next; the last one submits it for approval.
import type { App, ViewSubmitAction } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { definitionOf } from "@sluice/schema";
import { takeAction } from "../actions/take-action.ts";
import { campaignCard } from "../blocks/campaign-card.ts";
import type { BotOptions } from "../bot-options.ts";
import { AUDIENCE, SIZE, sizeBlock } from "../modals/audience-step.ts";
import { BASICS } from "../modals/basics-step.ts";
import { audienceDone, basicsDone, sendingDone, type Step } from "../modals/campaign-flow.ts";
import { problemsAnswer, type StepAnswer, withProblems } from "../modals/field-problems.ts";
import { fileDone } from "../modals/file-flow.ts";
import { AS_FILE } from "../modals/file-step.ts";
import type { LiveCounts } from "../modals/live-count.ts";
import type { Modal } from "../modals/modal-fields.ts";
import { REVIEW, reviewModal } from "../modals/review-step.ts";
import { SENDING } from "../modals/sending-step.ts";
import { shownView } from "../modals/shown-view.ts";
import { readMetadata } from "../modals/step-metadata.ts";
import { handOver } from "./edit-as-file.ts";
import { type Office, officeIn } from "../offices/office.ts";
import { updateOpening, updateView } from "../slack/update-view.ts";

type Done = (step: Step) => Promise<StepAnswer>;

const STEPS: ReadonlyArray<readonly [callbackId: string, done: Done]> = [
  [BASICS, basicsDone],
  [AUDIENCE, audienceDone],
  [SENDING, sendingDone],
  [AS_FILE, fileDone],
];

export function listenToWriting(app: App, options: BotOptions, counts: LiveCounts): void {
  for (const [callbackId, done] of STEPS) listenToStep(app, options, counts, callbackId, done);
  listenToReview(app);
}

function listenToStep(
  app: App,
  { apiUrl }: BotOptions,
  counts: LiveCounts,
  callbackId: string,
  done: Done,
): void {
  app.view<ViewSubmitAction>(callbackId, async ({ ack, view, body, client, context: bolt }) => {
    const { context } = officeIn(bolt);
    const { desk, people, teamId } = context;
    const shown = shownView(view);
    const { person, refusal } = await people.of(body.user.id);
    // Guests may look; what they write is not kept.
    if (refusal !== null)
      return ack(problemsAnswer(shown, [{ field: firstInput(shown.modal), issue: refusal }]));
    const step = {
      shown,
      desk,
      apiUrl,
      actor: { person, source: `slack ${teamId}/${body.user.id}, modal` },
      formId: `slack ${teamId} ${view.root_view_id}`,
      nextViewId: `next ${body.trigger_id}`,
    };
    const answer = await done(step);
    await ack(answer);
    if ("view" in answer) await follow(officeIn(bolt), counts, client, answer.view, view.id);
    if (answer.response_action === "clear") {
      const campaign = await desk.get(readMetadata(view.private_metadata).campaignId);
      await handOver(client, campaign, body.user.id); // what goes on as a file is longer than a modal holds
    }
    return undefined;
  });
}

const firstInput = ({ blocks }: Modal): string => blocks.find(({ type }) => type === "input")?.block_id ?? "";

/** What a view shows a moment later, because it has to be counted. */
async function follow(
  { context: { desk } }: Office,
  counts: LiveCounts,
  client: WebClient,
  view: Modal,
  viewId: string,
): Promise<void> {
  const { campaignId } = readMetadata(view.private_metadata);
  if (view.callback_id === REVIEW) {
    const campaign = await desk.get(campaignId);
    const [facts, problems] = await Promise.all([desk.facts(campaign), desk.problems(campaignId)]);
    await updateView(client, { view_id: viewId }, reviewModal(campaignId, campaignCard(facts), problems));
  }
  const externalId = view.external_id;
  if (view.callback_id !== AUDIENCE || externalId === undefined) return;
  const campaign = definitionOf(await desk.get(campaignId)); // without an audience the view begins with all users
  await counts.choose(externalId, {
    hash: undefined,
    count: () => desk.countAudience({ segmentation_details: { is_all_user_campaign: true }, ...campaign }),
    show: (size) => updateOpening(client, { external_id: externalId }, withSize(view, size)),
  });
}

export const withSize = (view: Modal, size: string): Modal => ({
  ...view,
  blocks: view.blocks.map((block) => (block.block_id === SIZE ? sizeBlock(size) : block)),
});

function listenToReview(app: App): void {
  app.view(REVIEW, async ({ ack, view, body, client, context: bolt }) => {
    const { context } = officeIn(bolt);
    const { campaignId } = readMetadata(view.private_metadata);
    const problems = await context.desk.problems(campaignId);
    if (problems.length > 0) {
      const title = "Before it can be submitted";
      return ack({ response_action: "update", view: withProblems(shownView(view), problems, title) });
    }
    await ack({ response_action: "clear" });
    const answer = await takeAction(context, {
      deed: "submit",
      campaignId,
      target: null,
      userId: body.user.id,
      from: "modal",
    });
    if (!answer.done) await client.chat.postMessage({ channel: body.user.id, text: answer.text });
    return undefined;
  });
}
