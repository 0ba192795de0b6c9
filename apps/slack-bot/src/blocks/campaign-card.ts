// The card of a campaign: what it is, where it stands, and what may be done with it now. `show` answers it, and in the
// channel it is the approval card.
import type { KnownBlock } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import { shortId } from "../short-id.ts";
import {
  audienceInWords,
  limitInWords,
  nameOf,
  requestInWords,
  scheduleInWords,
  statusInWords,
} from "./campaign-words.ts";
import { buttonsFor } from "./card-buttons.ts";
import type { CampaignFacts } from "./card-facts.ts";
import { context, count, fields, header, quoted, quotedLines, section, when } from "./text.ts";

export function campaignCard(facts: CampaignFacts): KnownBlock[] {
  const { campaign } = facts;
  return [
    header(`${nameOf(campaign)} · v${campaign.version}`),
    context(`${statusInWords(campaign.status)} · \`${shortId(campaign.id)}\` · ${contentIn(campaign)}`),
    fields([
      ["To", audienceText(facts)],
      ["Request", requestInWords(campaign)],
      ["When", scheduleInWords(campaign.scheduling_details)],
      ["How fast", `${limitInWords(campaign)}${estimate(facts)}`],
      ["Written by", quoted(campaign.created_by)],
      ["Last change", `${quoted(campaign.updated_by)}, ${when(campaign.updated_at)}`],
    ]),
    ...exclusions(facts),
    ...changes(facts),
    ...sample(facts),
    ...decision(campaign),
    ...actions(facts),
  ];
}

const contentIn = ({ content_hash }: Campaign): string => `content \`${content_hash.slice(0, 8)}\``;

const audienceText = ({ campaign, audience }: CampaignFacts): string =>
  audience === null
    ? audienceInWords(campaign)
    : `*${count(audience.targeted)}* users: ${audienceInWords(campaign)}`;

const estimate = ({ estimatedMinutes }: CampaignFacts): string =>
  estimatedMinutes === null ? "" : `, about ${durationInWords(estimatedMinutes)}`;

export function durationInWords(minutes: number): string {
  if (minutes < 1) return "a minute";
  if (minutes < 90) return `${Math.round(minutes)} minutes`;
  return `${(minutes / 60).toFixed(1)} hours`;
}

function exclusions({ audience }: CampaignFacts): KnownBlock[] {
  const excluded = Object.entries(audience?.excluded ?? {}).filter(([, users]) => users > 0);
  if (excluded.length === 0) return [];
  return [
    context(
      `Left out: ${excluded.map(([why, users]) => `${count(users)} ${why.replaceAll("_", " ")}`).join(", ")}`,
    ),
  ];
}

const MAX_CHANGES_SHOWN = 8;

function changes({ changes: all }: CampaignFacts): KnownBlock[] {
  if (all.length === 0) return [];
  const more = all.length > MAX_CHANGES_SHOWN ? `\n… and ${all.length - MAX_CHANGES_SHOWN} more` : "";
  return [
    section(`*Changed since it was last approved*\n${all.slice(0, MAX_CHANGES_SHOWN).join("\n")}${more}`),
  ];
}

const MAX_SAMPLE_LENGTH = 1_200;

function sample({ sample: given }: CampaignFacts): KnownBlock[] {
  if (given === null) return [];
  return [
    section(
      `*As ${quoted(given.userId, 60)} would cause it*\n\`\`\`${quotedLines(given.text, MAX_SAMPLE_LENGTH)}\`\`\``,
    ),
  ];
}

function decision({ approval }: Campaign): KnownBlock[] {
  if (approval === null) return [];
  const { decided_by, decided_at, comment, voided_at } = approval;
  const what = approval.decision === "approved" ? ":white_check_mark: Approved" : ":no_entry: Rejected";
  const said = comment === null || comment === "" ? "" : `: “${quoted(comment, 300)}”`;
  const isVoid = voided_at === null ? "" : " _Void since: the campaign was edited._";
  return [context(`${what} by ${quoted(decided_by)}, ${when(decided_at)}${said}${isVoid}`)];
}

function actions({ campaign, audience, underWay }: CampaignFacts): KnownBlock[] {
  if (underWay !== undefined) return [context(`:hourglass_flowing_sand: ${underWay}`)];
  const elements = buttonsFor(campaign, audience?.targeted ?? null);
  return elements.length === 0 ? [] : [{ type: "actions", block_id: "actions", elements }];
}
