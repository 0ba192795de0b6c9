// Submitted modals: each step keeps the draft and leads to the next; the last one submits it for approval.
import type { App } from "@slack/bolt";
import { takeAction, type Wanted } from "../actions/take-action.ts";
import {
  audienceDone,
  basicsDone,
  scheduleDone,
  type Step,
  type StepAnswer,
} from "../modals/campaign-flow.ts";
import { AUDIENCE, BASICS, REVIEW, SCHEDULE } from "../modals/campaign-modals.ts";
import { stateOf } from "../modals/modal-fields.ts";
import { type Office, officeIn } from "../offices/office.ts";
import type { CampaignDesk } from "../ports.ts";

export function listenToModals(app: App): void {
  listenToStep(app, BASICS, basicsDone);
  listenToStep(app, AUDIENCE, audienceDone);
  listenToStep(app, SCHEDULE, scheduleDone);
  listenToReview(app);
}

function listenToStep(
  app: App,
  callbackId: string,
  done: (desk: CampaignDesk, step: Step) => Promise<StepAnswer>,
): void {
  app.view(callbackId, async ({ ack, view, body, context: bolt }) => {
    const { context } = officeIn(bolt);
    const { person, refusal } = await context.people.of(body.user.id);
    // Guests may look; what they write is not kept.
    if (refusal !== null)
      return ack({ response_action: "errors", errors: underFirstInput(view.blocks, refusal) });
    const actor = { person, source: `slack ${context.teamId}/${body.user.id}, modal` };
    return ack(await done(context.desk, { state: stateOf(view), campaignId: view.private_metadata, actor }));
  });
}

/** An error of a modal stands under an input. */
function underFirstInput(
  blocks: readonly { type: string; block_id?: string }[],
  text: string,
): Record<string, string> {
  const first = blocks.find(({ type }) => type === "input");
  return { [first?.block_id ?? ""]: text };
}

function listenToReview(app: App): void {
  app.view(REVIEW, async ({ ack, view, body, client, context: bolt }) => {
    await ack();
    const campaignId = view.private_metadata;
    const wanted: Wanted = { deed: "submit", campaignId, target: null, userId: body.user.id, from: "modal" };
    await doOnce(officeIn(bolt), `view ${view.id} ${view.hash}`, wanted, async (text) => {
      await client.chat.postMessage({ channel: body.user.id, text });
    });
  });
}

/** Told to whoever submitted it where it failed. */
export async function doOnce(
  { context, memory }: Office,
  key: string,
  wanted: Wanted,
  tell: (text: string) => Promise<void>,
): Promise<void> {
  if (!(await memory.isFirst(key))) return;
  const answer = await takeAction(context, wanted);
  if (!answer.done) await tell(answer.text);
}
