// The last look: the campaign as those who approve it see it, and what stands in the way.
import type { KnownBlock } from "@slack/types";
import type { Problem } from "@sluice/schema";
import { context } from "../blocks/text.ts";
import { problemsBlock } from "./field-problems.ts";
import { type Modal, modal } from "./modal-fields.ts";
import { writeMetadata } from "./step-metadata.ts";

export const REVIEW = "campaign_review";

/** At once; what has to be counted comes a moment later. */
export const reviewWaits = (campaignId: string): Modal =>
  reviewOf(campaignId, [context(":hourglass_flowing_sand: The draft is kept. Looking at whom it reaches…")]);

/** @param card as in the channel; its buttons stay there: the modal has one of its own */
export function reviewModal(
  campaignId: string,
  card: readonly KnownBlock[],
  problems: readonly Problem[],
): Modal {
  const blocks = card.filter(({ type }) => type !== "actions");
  const title = "Before it can be submitted";
  return reviewOf(
    campaignId,
    problems.length === 0 ? [...blocks] : [problemsBlock(problems, title), ...blocks],
  );
}

const reviewOf = (campaignId: string, blocks: KnownBlock[]): Modal =>
  modal(REVIEW, "Look at it", blocks, {
    submit: "Submit for approval",
    close: "Later",
    metadata: writeMetadata({ campaignId }),
    isKept: true,
  });
