// When it goes out, how fast, and when it will be done: in the zone of whoever reads it, and in the campaign's own.
import type { KnownBlock } from "@slack/types";
import { limitInWords, scheduleInWords } from "./campaign-words.ts";
import type { CampaignFacts, PaceFacts } from "./card-facts.ts";
import { count, quoted, section, when } from "./text.ts";

const MINUTE_MS = 60_000;

export function startField({ campaign, startsAt }: CampaignFacts): string {
  const inItsZone = scheduleInWords(campaign.scheduling_details);
  return startsAt === null ? inItsZone : `${when(startsAt)} for you\n${inItsZone}`;
}

export function paceField({ campaign, pace }: CampaignFacts): string {
  if (pace.decidedBy === "campaign") return limitInWords(campaign);
  return `${count(pace.requestsPerMinute)} requests a minute: ${WHY[pace.decidedBy]}`;
}

const WHY: Readonly<Record<Exclude<PaceFacts["decidedBy"], "campaign">, string>> = {
  workspace: "the workspace's cap",
  origin: "the cap of its origin",
  four_hour_rule: "raised by the four-hour rule",
};

/** At that limit. */
export function endField({ startsAt, pace: { minutes } }: CampaignFacts): string {
  if (minutes === null) return "not known";
  if (startsAt === null) return `about ${durationInWords(minutes)} after it is launched`;
  return `about ${when(Date.parse(startsAt) + minutes * MINUTE_MS)}, ${durationInWords(minutes)} after the start`;
}

export function quietHours({ quiet, startsAt }: CampaignFacts): KnownBlock[] {
  if (quiet === null) return [];
  const start = startsAt === null ? "Now it could not be launched" : "It would start in quiet hours";
  const hours = `quiet hours are ${quiet.from} to ${quiet.to} ${quoted(quiet.timeZone, 64)}`;
  return [section(`:warning: *${start}*: ${hours}. It may start from ${when(quiet.until)} for you.`)];
}

export function durationInWords(minutes: number): string {
  if (minutes < 1) return "a minute";
  if (minutes < 90) return `${Math.round(minutes)} minutes`;
  return `${(minutes / 60).toFixed(1)} hours`;
}
