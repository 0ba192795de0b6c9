// A pause, a resume or a cancel: carried out in its turn, a no-op when it is so already, and given up for a stronger intent. Other
// deeds pass through.
import type { Campaign, CampaignStatus } from "@sluice/schema";
import { nameOf, statusInWords } from "../blocks/campaign-words.ts";
import { quoted, when } from "../blocks/text.ts";
import type { AuditLine, CampaignDesk } from "../ports.ts";
import { type ControlDeed, type ControlIntents, isControl } from "./control-intents.ts";
import type { Wanted } from "./action-context.ts";

/** `said`: nothing was changed, and why. */
export type ControlOutcome = { changed: Campaign } | { changed: null; said: string };

interface ControlContext {
  desk: Pick<CampaignDesk, "get" | "audit">;
  intents: ControlIntents;
}

export async function inItsTurn(
  { desk, intents }: ControlContext,
  { deed, campaignId, userId }: Pick<Wanted, "deed" | "campaignId" | "userId">,
  work: () => Promise<Campaign>,
): Promise<ControlOutcome> {
  if (!isControl(deed)) return { changed: await work() };
  const outcome = await intents.carryOut({ campaignId, deed, userId }, async (): Promise<ControlOutcome> => {
    const campaign = await desk.get(campaignId);
    return isSo(deed, campaign)
      ? { changed: null, said: await alreadySo(desk, deed, campaign) }
      : { changed: await work() };
  });
  if (outcome.wasCarriedOut) return outcome.result;
  const { gaveWayTo: stronger } = outcome;
  return {
    changed: null,
    said: `<@${stronger.userId}> wanted to ${stronger.deed} it in the same moment, and that goes before a ${deed}. Nothing was done; ${deed} it again if you still want to.`,
  };
}

const SO: Readonly<Record<ControlDeed, readonly CampaignStatus[]>> = {
  pause: ["PAUSED"],
  resume: ["SCHEDULED", "ACTIVE", "SENDING"],
  cancel: ["STOPPED"],
};
const isSo = (deed: ControlDeed, { status }: Campaign): boolean => SO[deed].includes(status);

const DONE: Readonly<Record<ControlDeed, string>> = {
  pause: "campaign.paused",
  resume: "campaign.resumed",
  cancel: "campaign.stopped",
};
const HISTORY_LENGTH = 20;

/** With who did it and when, as far as the history tells. */
async function alreadySo(
  desk: Pick<CampaignDesk, "audit">,
  deed: ControlDeed,
  campaign: Campaign,
): Promise<string> {
  const lines = await desk.audit(campaign.id, HISTORY_LENGTH);
  const line: AuditLine | undefined = lines.findLast(({ action }) => action === DONE[deed]);
  const by = line === undefined ? "" : ` ${quoted(line.actor)} was first, ${when(line.at)}.`;
  return `${quoted(nameOf(campaign))} is ${statusInWords(campaign.status)} already.${by} Nothing was done.`;
}
