// What changed since the version that was approved last, field by field. Each value is cut off by itself, so that a long one
// hides no other.
import type { KnownBlock } from "@slack/types";
import type { CampaignDiff, FieldChange } from "@sluice/campaigns";
import type { CampaignFacts } from "./card-facts.ts";
import { quoted, section } from "./text.ts";

const MAX_SHOWN = 8;
const MAX_PATH_LENGTH = 120;
const MAX_VALUE_LENGTH = 100;

export function changes({ diff }: CampaignFacts): KnownBlock[] {
  if (diff === null || diff.from === null) return [];
  if (diff.changes.length === 0) return [section(`*Says the same as v${diff.from}, which was approved*`)];
  return [section([`*Changed since v${diff.from}, which was approved*`, ...shownChanges(diff)].join("\n"))];
}

/** As many as a card holds. */
export function shownChanges({ changes: all, isCut }: CampaignDiff): string[] {
  const more = all.length - MAX_SHOWN;
  const shown = all.slice(0, MAX_SHOWN).map(changeInWords);
  return more > 0 ? [...shown, `… and ${more}${isCut ? " or more" : ""} others: *Full diff*`] : shown;
}

function changeInWords({ path, before, after }: FieldChange): string {
  return `• \`${quoted(path, MAX_PATH_LENGTH)}\`: ${inWords(before)} → ${inWords(after)}`;
}

const inWords = (value: unknown): string =>
  value === null ? "_nothing_" : `“${quoted(valueText(value), MAX_VALUE_LENGTH)}”`;

export const valueText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);
