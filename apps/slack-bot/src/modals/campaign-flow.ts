// What each step of the form does when it is submitted: keep the draft, then show the next step, or say which field is wrong.
//
//   F1. A step is kept before the next one is shown. Going back and on again edits the same draft.
//   F2. The first step creates once: what is delivered twice, or submitted again after going back, is an edit.
//   F3. Nothing is counted while Slack waits.
import { type Actor, CampaignError } from "@sluice/campaigns";
import type { Campaign, Problem } from "@sluice/schema";
import type { WritingDesk } from "../writing-ports.ts";
import { audiencePatch, NO_AUDIENCE, rowProblems, segmentationOf } from "./audience-form.ts";
import { audienceBlockOf, audienceIn, audienceModal, nobody } from "./audience-step.ts";
import { basicsValues, isWrittenInForm, newDraftIn } from "./basics-step.ts";
import { problemsAnswer, type ShownView, type StepAnswer } from "./field-problems.ts";
import { fileModal } from "./file-step.ts";
import { patchOf } from "./form-patch.ts";
import { SIZE_WAITS } from "./live-count.ts";
import type { ViewState } from "./modal-fields.ts";
import { reviewWaits } from "./review-step.ts";
import { type SendingStep, sendingBlockOf, sendingModal, sendingValues } from "./sending-step.ts";
import { AUTHORIZATION_ID, CERTIFICATE_ID } from "./sending-fields.ts";
import { readMetadata } from "./step-metadata.ts";
import { valueAt } from "./form.ts";

export interface Step {
  shown: ShownView;
  actor: Actor;
  desk: Pick<CampaignReader, "get"> & WritingDesk;
  /** Of the first view of the form: whatever is created in it is one campaign. */
  formId: string;
  /** Names the view that comes next, before Slack does. */
  nextViewId: string;
  apiUrl: string | null;
}

interface CampaignReader {
  get(campaignId: string): Promise<Campaign>;
}

/** A campaign, or what is wrong with it. */
type Kept = { campaign: Campaign } | { problems: readonly Problem[] };

export async function basicsDone(step: Step): Promise<StepAnswer> {
  const kept = await keepBasics(step);
  if ("problems" in kept) return problemsAnswer(step.shown, kept.problems);
  const { campaign } = kept;
  if (isWrittenInForm(campaign)) {
    const names = await step.desk.segmentNames(segmentIdsIn(campaign));
    const view = audienceModal({ campaign, names, size: SIZE_WAITS, externalId: step.nextViewId });
    return { response_action: "push", view };
  }
  const view = fileModal(campaign, step.apiUrl);
  return view === null ? { response_action: "clear" } : { response_action: "push", view };
}

/** F2 */
export async function keepBasics({ shown, actor, desk, formId }: Step): Promise<Kept> {
  const problems: Problem[] = [];
  const values = basicsValues(shown.state, problems);
  if (problems.length > 0) return { problems };
  const campaignId = readMetadata(shown.modal.private_metadata).campaignId;
  return orProblems(async () => {
    const known = campaignId === "" ? await desk.createdBy(formId) : await desk.get(campaignId);
    if (known !== null) return desk.edit(actor, known.id, patchOf(known, values));
    return desk.create(actor, newDraftIn(shown.state, patchOf({}, values)), { requestId: formId });
  });
}

export async function audienceDone(step: Step): Promise<StepAnswer> {
  const kept = await keepAudience(step);
  if ("problems" in kept) return problemsAnswer(step.shown, kept.problems, audienceBlockOf(step.shown.state));
  return { response_action: "push", view: sendingModal(await sendingStep(step.desk, kept.campaign)) };
}

export async function keepAudience({ shown, actor, desk }: Step): Promise<Kept> {
  const { campaignId } = readMetadata(shown.modal.private_metadata);
  const form = audienceIn(shown.state);
  if (form === null) return { campaign: await desk.get(campaignId) };
  const problems = rowProblems(form.rows);
  if (!form.isForAll && form.rows.length + form.segmentIds.length === 0) problems.push(nobody);
  if (problems.length > 0) return { problems };
  const names = await desk.segmentNames([...form.segmentIds, ...form.excludedIds]);
  return orProblems(() => desk.edit(actor, campaignId, audiencePatch(segmentationOf(form, names))));
}

/** What is a mistake in this view is said in it; what is still missing elsewhere, at the end. */
export async function sendingDone(step: Step): Promise<StepAnswer> {
  const kept = await keepSending(step);
  if ("problems" in kept) return problemsAnswer(step.shown, kept.problems, sendingBlockOf);
  const { id } = kept.campaign;
  const shownHere = new Set(Object.keys(step.shown.state));
  const mistakes = (await step.desk.problems(id)).filter(({ field }) => shownHere.has(sendingBlockOf(field)));
  if (mistakes.length > 0) return problemsAnswer(step.shown, mistakes, sendingBlockOf);
  return { response_action: "update", view: reviewWaits(id) };
}

export async function keepSending({ shown, actor, desk }: Step): Promise<Kept> {
  const problems: Problem[] = [];
  const values = sendingValues(shown.state, problems);
  if (problems.length > 0) return { problems };
  const campaign = await desk.get(readMetadata(shown.modal.private_metadata).campaignId);
  return orProblems(() => desk.edit(actor, campaign.id, patchOf(campaign, values)));
}

export async function sendingStep(desk: WritingDesk, campaign: Campaign): Promise<SendingStep> {
  const ids = [AUTHORIZATION_ID, CERTIFICATE_ID].map((path) => valueAt(campaign, path));
  return { campaign, names: await desk.configurationNames(ids.filter((id) => typeof id === "string")) };
}

async function orProblems(keep: () => Promise<Campaign>): Promise<Kept> {
  try {
    return { campaign: await keep() };
  } catch (error) {
    if (!(error instanceof CampaignError)) throw error;
    return { problems: error.problems.length > 0 ? error.problems : [{ field: "", issue: error.message }] };
  }
}

/** Every id of a custom segment that the campaign's audience names. */
export function segmentIdsIn(campaign: Campaign): string[] {
  const { included_filters: included, excluded_filters: excluded } = campaign.segmentation_details ?? {};
  return [...(included?.filters ?? []), ...(excluded?.filters ?? [])].flatMap((filter) =>
    "filter_type" in filter && filter.filter_type === "custom_segments" && filter.id !== undefined
      ? [filter.id]
      : [],
  );
}

/** The audience that a view says now, as far as it can be counted; null: it cannot. */
export async function audienceToCount(
  desk: WritingDesk,
  campaign: Campaign,
  state: ViewState,
): Promise<Campaign | null> {
  const form = audienceIn(state);
  if (form === null) return campaign;
  if (rowProblems(form.rows).length > 0) return null;
  if (!form.isForAll && form.rows.length + form.segmentIds.length === 0) return null;
  const names = await desk.segmentNames([...form.segmentIds, ...form.excludedIds]);
  return { ...campaign, segmentation_details: segmentationOf({ ...NO_AUDIENCE, ...form }, names) };
}
