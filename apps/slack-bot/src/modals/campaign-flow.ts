// What each step of the modals does when it is submitted: keep the draft, show the next step, or say which field is wrong.
import { CampaignError } from "@sluice/campaigns";
import type { Actor } from "@sluice/campaigns";
import type { Campaign } from "@sluice/schema";
import { clamp } from "../blocks/text.ts";
import type { CampaignDesk } from "../ports.ts";
import {
  AUDIENCE_FIELDS,
  audienceIn,
  audienceModal,
  BASICS_FIELDS,
  basicsIn,
  reviewModal,
  SCHEDULE_FIELDS,
  scheduleIn,
  scheduleModal,
} from "./campaign-modals.ts";
import { errorsByBlock, type Modal, type ViewState } from "./modal-fields.ts";

export type StepAnswer =
  | { response_action: "update"; view: Modal }
  | { response_action: "errors"; errors: Record<string, string> };

export interface Step {
  state: ViewState;
  /** Of the draft; empty before the first step is done. */
  campaignId: string;
  actor: Actor;
}

export async function basicsDone(
  desk: CampaignDesk,
  { state, campaignId, actor }: Step,
): Promise<StepAnswer> {
  return orErrors(BASICS_FIELDS, async () => {
    const given = basicsIn(state);
    const campaign =
      campaignId === ""
        ? await desk.create(actor, { channel: "CONNECTOR", campaign_delivery_type: "ONE_TIME", ...given })
        : await desk.edit(actor, campaignId, given);
    return audienceModal(campaign, await usersOf(desk, campaign));
  });
}

export async function audienceDone(
  desk: CampaignDesk,
  { state, campaignId, actor }: Step,
): Promise<StepAnswer> {
  return orErrors(AUDIENCE_FIELDS, async () =>
    scheduleModal(await desk.edit(actor, campaignId, audienceIn(state))),
  );
}

export async function scheduleDone(
  desk: CampaignDesk,
  { state, campaignId, actor }: Step,
): Promise<StepAnswer> {
  return orErrors(SCHEDULE_FIELDS, async () => {
    const campaign = await desk.edit(actor, campaignId, scheduleIn(state));
    return reviewModal(await desk.facts(campaign));
  });
}

async function orErrors(
  fields: ReadonlyArray<readonly [prefix: string, blockId: string]>,
  next: () => Promise<Modal>,
): Promise<StepAnswer> {
  try {
    return { response_action: "update", view: await next() };
  } catch (error) {
    if (error instanceof SyntaxError)
      return { response_action: "errors", errors: { body: clamp(`is no JSON: ${error.message}`, 150) } };
    if (!(error instanceof CampaignError)) throw error;
    const problems = error.problems.length > 0 ? error.problems : [{ field: "", issue: error.message }];
    return { response_action: "errors", errors: errorsByBlock(problems, fields) };
  }
}

async function usersOf(desk: CampaignDesk, campaign: Campaign): Promise<number | null> {
  return (await desk.facts(campaign)).audience?.targeted ?? null;
}
