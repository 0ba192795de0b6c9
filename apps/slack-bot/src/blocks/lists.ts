// Lists: campaigns to choose from, the history of one, and how to use the bot.
import type { KnownBlock } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import type { AuditLine } from "../ports.ts";
import { shortId } from "../short-id.ts";
import { button } from "./buttons.ts";
import { nameOf, statusInWords } from "./campaign-words.ts";
import { context, divider, header, quoted, section, when } from "./text.ts";

const MAX_ROWS = 15;

export function campaignList(title: string, campaigns: readonly Campaign[]): KnownBlock[] {
  if (campaigns.length === 0) return [section(`*${title}*\nNone.`)];
  return [section(`*${title}*`), divider, ...campaigns.slice(0, MAX_ROWS).map(row)];
}

export const campaignLine = (campaign: Campaign): string =>
  `*${quoted(nameOf(campaign), 120)}* \`${shortId(campaign.id)}\`\n` +
  `${statusInWords(campaign.status)} · ${quoted(campaign.updated_by, 60)}, ${when(campaign.updated_at)}`;

const row = (campaign: Campaign): KnownBlock => ({
  ...section(campaignLine(campaign)),
  accessory: button("campaign_show", "Show", campaign),
});

const MAX_HISTORY_LENGTH = 2_900;

export function auditBlocks(campaign: Campaign, lines: readonly AuditLine[]): KnownBlock[] {
  const rows = lines.map(
    ({ at, actor, action, source }) =>
      `${when(at)}  *${quoted(action, 60)}* by ${quoted(actor, 80)} _${quoted(source, 80)}_`,
  );
  const text = rows.length === 0 ? "Nothing yet." : rows.join("\n");
  return [header(`History of ${nameOf(campaign)}`), section(lastLines(text))];
}

/** Whole lines only, the newest. */
function lastLines(text: string): string {
  const lines = text.split("\n");
  while (lines.join("\n").length > MAX_HISTORY_LENGTH) lines.shift();
  return lines.join("\n");
}

const HELP: ReadonlyArray<readonly [verb: string, what: string]> = [
  ["new", "write a campaign; or drop a file into our conversation"],
  ["list [mine | pending | live]", "which campaigns there are"],
  [
    "show, diff, audit `C-7F3KQ`",
    "look at one; the id, its name, or a link of its card. `audit … csv` makes a file",
  ],
  ["test `C-7F3KQ` [@me | address | user id]", "send it to one person, before anybody approves it"],
  ["submit `C-7F3KQ`", "ask others to approve it"],
  ["approve, request-changes, reject `C-7F3KQ`", "decide on what somebody else wrote"],
  ["launch `C-7F3KQ`", "send what was approved"],
  ["pause, resume, cancel `C-7F3KQ`", "while it goes out"],
  ["watch `C-7F3KQ`", "a card that shows how it goes"],
  ["stop-all [why]", "everything stops at once; `lift`, by two people, ends that"],
];

export const helpBlocks = (): KnownBlock[] => [
  section(HELP.map(([verb, what]) => `\`/campaign ${verb.replaceAll("`", "")}\`  ${what}`).join("\n")),
  context("Without an id I ask which one you mean. Every verb has a button, too."),
];
