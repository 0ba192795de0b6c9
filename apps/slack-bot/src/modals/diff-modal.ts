// Every change since the version that was approved last, a page at a time, each value as far as Slack takes it.
import type { Button, KnownBlock } from "@slack/types";
import type { CampaignDiff, FieldChange } from "@sluice/campaigns";
import type { Campaign } from "@sluice/schema";
import { pinOf } from "../blocks/buttons.ts";
import { valueText } from "../blocks/card-changes.ts";
import { context, plain, quoted, quotedLines, section } from "../blocks/text.ts";
import { type Modal, modal } from "./modal-fields.ts";

export const DIFF = "campaign_diff_shown";
/** Turns the page; its value is a pin and the page. */
export const DIFF_PAGE = "campaign_diff_page";

const CHANGES_PER_PAGE = 20;

/** @param page from 0 */
export function diffModal(campaign: Campaign, diff: CampaignDiff, page: number): Modal {
  const pages = Math.max(1, Math.ceil(diff.changes.length / CHANGES_PER_PAGE));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  const from = shown * CHANGES_PER_PAGE;
  return modal(DIFF, "Full diff", [
    context(titleOf(campaign, diff)),
    ...diff.changes.slice(from, from + CHANGES_PER_PAGE).map(changeBlock),
    ...(diff.isCut && shown === pages - 1 ? [context("There are more changes than can be listed.")] : []),
    ...pageButtons(campaign, shown, pages),
  ]);
}

function titleOf({ version }: Campaign, { from, changes }: CampaignDiff): string {
  if (from === null) return `v${version}; nothing was approved before, so everything is new`;
  return changes.length === 0
    ? `v${version} says the same as v${from}, which was approved`
    : `v${version} against v${from}, which was approved: ${changes.length} fields`;
}

const MAX_PATH_LENGTH = 200;
const MAX_VALUE_LENGTH = 1_300;

const changeBlock = ({ path, before, after }: FieldChange): KnownBlock =>
  section(
    `*\`${quoted(path, MAX_PATH_LENGTH)}\`*\n_before_ ${shownValue(before)}\n_now_ ${shownValue(after)}`,
  );

const shownValue = (value: unknown): string =>
  value === null ? "_nothing_" : `\`\`\`${quotedLines(valueText(value), MAX_VALUE_LENGTH)}\`\`\``;

function pageButtons(campaign: Campaign, page: number, pages: number): KnownBlock[] {
  if (pages === 1) return [];
  const turn = (text: string, to: number): Button[] =>
    to < 0 || to >= pages
      ? []
      : [{ type: "button", action_id: DIFF_PAGE, text: plain(text), value: `${pinOf(campaign)}:${to}` }];
  const next = page + 1 < pages ? turn("Next page", page + 1) : turn("First page", 0);
  return [context(`Page ${page + 1} of ${pages}`), { type: "actions", block_id: "pages", elements: next }];
}

/** Null: not one of ours. */
export function pageIn(value: string): { pin: string; page: number } | null {
  const [, pin, page] = /^([0-9a-f]{24}:\d{1,9}:[0-9a-f]{64}):(\d{1,3})$/.exec(value) ?? [];
  return pin === undefined || page === undefined ? null : { pin, page: Number(page) };
}
