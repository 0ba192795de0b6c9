// Whoever does not approve says why: the author reads it, and so does everybody in the thread.
import type { Campaign } from "@sluice/schema";
import { pinOf } from "../blocks/buttons.ts";
import { type Modal, modal, textInput } from "./modal-fields.ts";

export const REASON_DEEDS = ["request-changes", "reject"] as const;
export type ReasonDeed = (typeof REASON_DEEDS)[number];

/** Of the modal: one id for each deed. */
export const reasonCallback = (deed: ReasonDeed): string => `campaign_${deed}_reason`;

export const REASON_BLOCK = "reason";

const WORDS: Readonly<Record<ReasonDeed, { title: string; label: string; submit: string }>> = {
  "request-changes": { title: "What should change?", label: "For the author", submit: "Request changes" },
  reject: { title: "Why not?", label: "For the author", submit: "Reject" },
};

/** It means the content that was shown: an edit in between, and nothing happens but an answer. */
export function reasonModal(deed: ReasonDeed, campaign: Campaign): Modal {
  const { title, label, submit } = WORDS[deed];
  const input = textInput(REASON_BLOCK, label, { multiline: true, maxLength: 2_000 });
  return modal(reasonCallback(deed), title, [input], { submit, metadata: pinOf(campaign) });
}
