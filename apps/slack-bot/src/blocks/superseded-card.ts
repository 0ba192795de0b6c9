// What stands in the place of a card when the campaign says something else than it showed.
import type { KnownBlock } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import { nameOf } from "./campaign-words.ts";
import { clamp, context, header, quoted } from "./text.ts";

const MAX_NAME_LENGTH = 90;

/** @param link to the card of the version that replaced it; null: it has none yet */
export function supersededCard(version: number, campaign: Campaign, link: string | null): KnownBlock[] {
  const next = `v${campaign.version}`;
  const where = link === null ? next : `<${link}|${next} →>`;
  return [
    header(`${clamp(nameOf(campaign), MAX_NAME_LENGTH)} · v${version} · superseded`),
    context(`:fast_forward: Superseded by ${where}: this one can no longer be decided on.`),
  ];
}

/** For notifications and screen readers. */
export const supersededText = (version: number, campaign: Campaign): string =>
  `${quoted(nameOf(campaign))} v${version}: superseded by v${campaign.version}`;
