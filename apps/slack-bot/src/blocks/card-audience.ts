// Who gets it: how many, who is left out for which reason, and how that differs from what was approved last.
import type { KnownBlock } from "@slack/types";
import { audienceInWords } from "./campaign-words.ts";
import type { AudienceFacts, CampaignFacts } from "./card-facts.ts";
import { context, count } from "./text.ts";

export function audienceField(facts: CampaignFacts): string {
  const { campaign, audience } = facts;
  if (audience === null) return audienceInWords(campaign);
  const about = audience.isEstimate ? "about " : "";
  const users = `*${about}${count(audience.recipients)}* users`;
  return [`${users}: ${audienceInWords(campaign)}`, ...delta(facts)].join("\n");
}

/** In numbers, against the audience that was approved last as it would be now. */
function delta({ audience, diff }: CampaignFacts): string[] {
  const approved = audience?.approvedRecipients ?? null;
  if (audience === null || diff === null || diff.from === null || approved === null) return [];
  const more = audience.recipients - approved;
  if (more === 0) return [`as many as v${diff.from}, approved last`];
  return [`*${more > 0 ? "+" : "−"}${count(Math.abs(more))}* against v${diff.from} (${count(approved)})`];
}

export function funnel({ audience }: CampaignFacts): KnownBlock[] {
  const excluded = Object.entries(audience?.excluded ?? {}).filter(([, users]) => users > 0);
  if (audience === null || excluded.length === 0) return [];
  return [context(funnelInWords(audience, excluded))];
}

function funnelInWords(
  { targeted, recipients }: AudienceFacts,
  excluded: ReadonlyArray<readonly [reason: string, users: number]>,
): string {
  const steps = excluded.map(([reason, users]) => ` − ${count(users)} ${reasonInWords(reason)}`);
  return `Forecast: ${count(targeted)} targeted${steps.join("")} = *${count(recipients)}*`;
}

const REASONS: Readonly<Record<string, string>> = {
  excluded_by_filter: "excluded by filter",
  global_control_group: "in the global control group",
  frequency_capping: "at a frequency cap",
  campaign_control_group: "in the campaign's control group",
  audience_limit: "beyond the audience limit",
};

const reasonInWords = (reason: string): string => REASONS[reason] ?? reason.replaceAll("_", " ");
