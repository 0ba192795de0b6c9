// The card of a campaign: what it is, where it stands, and what may be done with it now. `show` answers it, and in the
// channel it is the approval card: nothing on it tells of a single recipient.
import type { KnownBlock } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import { shortId } from "../short-id.ts";
import { linksBlock } from "./campaign-links.ts";
import { nameOf, requestInWords, statusInWords } from "./campaign-words.ts";
import { audienceField, funnel } from "./card-audience.ts";
import { answersField } from "./card-answers.ts";
import { cardButtons } from "./card-buttons.ts";
import { changes } from "./card-changes.ts";
import type { CampaignFacts } from "./card-facts.ts";
import { review, standingInWords } from "./card-review.ts";
import { samplesLine } from "./card-samples.ts";
import { endField, paceField, quietHours, startField } from "./card-schedule.ts";
import { clamp, context, fields, header, quoted, when } from "./text.ts";

const MAX_NAME_LENGTH = 90;

export function campaignCard(facts: CampaignFacts): KnownBlock[] {
  const { campaign } = facts;
  return [
    header(`${clamp(nameOf(campaign), MAX_NAME_LENGTH)} · v${campaign.version} · ${standingInWords(facts)}`),
    context(`${statusInWords(campaign.status)} · \`${shortId(campaign.id)}\` · ${contentIn(campaign)}`),
    fields([
      ["To", audienceField(facts)],
      ["Request", requestInWords(campaign)],
      ["When", startField(facts)],
      ["How fast", paceField(facts)],
      ["Done", endField(facts)],
      ...answers(campaign),
      ["Written by", quoted(campaign.created_by)],
      ["Last change", `${quoted(campaign.updated_by)}, ${when(campaign.updated_at)}`],
    ]),
    ...funnel(facts),
    ...quietHours(facts),
    ...changes(facts),
    ...samplesLine(facts),
    ...review(facts),
    linksBlock(campaign, facts.apiUrl ?? null, facts.permalink ?? null),
    ...actions(facts),
  ];
}

function answers(campaign: Campaign): Array<[string, string]> {
  const field = answersField(campaign);
  return field === null ? [] : [["Answers", field]];
}

const contentIn = ({ content_hash }: Campaign): string => `content \`${content_hash.slice(0, 8)}\``;

function actions(facts: CampaignFacts): KnownBlock[] {
  if (facts.underWay !== undefined) return [context(`:hourglass_flowing_sand: ${facts.underWay}`)];
  const elements = cardButtons(facts);
  return elements.length === 0 ? [] : [{ type: "actions", block_id: "actions", elements }];
}
