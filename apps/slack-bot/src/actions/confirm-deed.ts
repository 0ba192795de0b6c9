// What is asked before a launch or a cancel, with the numbers of this moment. Slack opens a modal only within three seconds of the click,
// so what takes longer to count is not waited for.
import { setTimeout as sleep } from "node:timers/promises";
import type { Campaign, RunStats } from "@sluice/schema";
import {
  CONFIRMED_DEEDS,
  type ConfirmedDeed,
  type Confirming,
  needsName,
  type Scale,
} from "../modals/confirm-modal.ts";
import type { ButtonTarget } from "../blocks/buttons.ts";
import type { CampaignDesk } from "../ports.ts";
import { refusalBefore } from "./consider.ts";
import { saidOf } from "./stop-all.ts";
import type { ActionContext } from "./action-context.ts";
import type { Deed } from "./verb-rules.ts";

export interface Asking {
  deed: ConfirmedDeed;
  campaignId: string;
  target: ButtonTarget | null;
  userId: string;
  triggerId: string;
  /** Where the answer goes. */
  channelId: string;
  reason: string;
  /** Slack has asked already, in a dialog of the button. */
  wasAsked: boolean;
}

export interface AskingContext extends ActionContext {
  /** Of more recipients the campaign's name is asked for. */
  typeNameOver: number;
  openConfirm(triggerId: string, confirming: Confirming): Promise<void>;
}

const COUNT_WITHIN_MS = 1_500;

export const confirmedDeed = (deed: Deed): ConfirmedDeed | undefined =>
  CONFIRMED_DEEDS.find((one) => one === deed);

/** `said`: it would be in vain. */
export async function askBefore(
  context: AskingContext,
  asking: Asking,
): Promise<"asked" | "not_needed" | { said: string }> {
  const { deed, campaignId, triggerId, channelId, reason, wasAsked } = asking;
  const stop = deed === "launch" ? await context.desk.stopInForce() : null;
  if (stop !== null) return { said: `:octagonal_sign: ${saidOf(stop)}` };
  const refusal = await refusalBefore(context, asking);
  if (refusal !== null) return { said: refusal };
  const campaign = await context.desk.get(campaignId);
  const { typeNameOver } = context;
  const scale = await scaleOf(context.desk, { deed, campaign });
  if (wasAsked && !needsName({ scale, typeNameOver })) return "not_needed";
  await context.openConfirm(triggerId, { deed, campaign, scale, typeNameOver, reason, channelId });
  return "asked";
}

type Desk = Pick<CampaignDesk, "facts" | "stats">;

async function scaleOf(
  desk: Desk,
  { deed, campaign }: Pick<Confirming, "deed" | "campaign">,
): Promise<Scale> {
  if (deed === "launch") return { recipients: await countInTime(desk, campaign), settled: 0 };
  const stats = await desk.stats(campaign);
  if (stats === null || !stats.audience_is_cut)
    return { recipients: await countInTime(desk, campaign), settled: settledOf(stats) };
  return { recipients: stats.recipients, settled: settledOf(stats) };
}

const settledOf = (stats: RunStats | null): number => (stats === null ? 0 : stats.recipients - stats.open);

async function countInTime(desk: Desk, campaign: Campaign): Promise<number | null> {
  const known = campaign.review?.audience ?? null;
  if (known !== null) return known;
  const counted = desk.facts(campaign).then(
    ({ audience }) => audience?.recipients ?? null,
    () => null,
  );
  return Promise.race([counted, sleep(COUNT_WITHIN_MS, null, { ref: false })]);
}
