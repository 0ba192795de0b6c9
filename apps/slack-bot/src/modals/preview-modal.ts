// The request as single users would cause it, for the eyes of the one person who asked: the first of the audience, the worst of
// those who were looked at, and whomever they name.
import type { KnownBlock } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import { pinOf } from "../blocks/buttons.ts";
import type { RenderingFacts, Sample } from "../blocks/card-facts.ts";
import { kindsInWords } from "../blocks/card-samples.ts";
import { context, quoted, quotedLines, section } from "../blocks/text.ts";
import { type Modal, modal, textInput } from "./modal-fields.ts";

export const PREVIEW = "campaign_preview_of";
export const PREVIEW_USER = "user";

export function previewModal(
  campaign: Campaign,
  rendering: RenderingFacts | null,
  named: Sample | null = null,
): Modal {
  const samples = [...(named === null ? [] : [named]), ...(rendering?.samples ?? [])];
  const input = textInput(PREVIEW_USER, "Another user, by id", { optional: true, maxLength: 256 });
  const looked = named === null ? [lookedAt(rendering)] : [];
  const blocks = [...samples.flatMap(sampleBlocks), ...looked, input];
  return modal(PREVIEW, "Preview", blocks, { submit: "Show", metadata: pinOf(campaign) });
}

const MAX_SAMPLE_LENGTH = 2_700;

function sampleBlocks({ userId, kinds, text, isRendered }: Sample): KnownBlock[] {
  const sign = isRendered ? "" : ":no_entry_sign: would get no request: ";
  const shown = text === "" ? "(nothing)" : quotedLines(text, MAX_SAMPLE_LENGTH);
  return [
    section(`${sign}*User \`${quoted(userId, 100)}\`*: ${kindsInWords(kinds)}`),
    section(`\`\`\`${shown}\`\`\``),
  ];
}

function lookedAt(rendering: RenderingFacts | null): KnownBlock {
  if (rendering === null) return context("Nobody is in the audience now, or there is no request.");
  const { lookedAt: users, unrendered } = rendering;
  const reached = unrendered === 0 ? "all" : users - unrendered;
  return context(`Of the first ${users} users of the audience ${reached} would get a request.`);
}

/** While the audience is counted: Slack waits three seconds for a modal, and counting may take longer. */
export const waitingModal = (title: string): Modal => modal("campaign_waiting", title, [section("Looking…")]);
