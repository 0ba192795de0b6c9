// Told to whoever closed a form: the draft is there, and how to go on with it.
import type { KnownBlock } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import { shortId } from "../short-id.ts";
import { button } from "./buttons.ts";
import { nameOf } from "./campaign-words.ts";
import { quoted, section } from "./text.ts";

export function draftKept(campaign: Campaign): { text: string; blocks: KnownBlock[] } {
  const text = `*${quoted(nameOf(campaign), 120)}* \`${shortId(campaign.id)}\` is kept as version ${campaign.version}.`;
  const elements = [
    button("campaign_edit", "Go on", campaign),
    button("campaign_file", "Edit as file", campaign),
    button("campaign_show", "Show", campaign),
  ];
  return { text, blocks: [section(text), { type: "actions", elements }] };
}
