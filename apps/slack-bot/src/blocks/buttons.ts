// Every button of the bot: one registry of action ids, and values that say which campaign, version and content is meant.
import type { Button, ConfirmationDialog } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import { mrkdwn, plain } from "./text.ts";

/** Exact ids, each with one listener. */
export const ACTIONS = [
  "campaign_show",
  "campaign_diff",
  "campaign_edit",
  "campaign_file",
  "campaign_submit",
  "campaign_approve",
  "campaign_request-changes",
  "campaign_reject",
  "campaign_preview",
  "campaign_test",
  "campaign_launch",
  "campaign_pause",
  "campaign_resume",
  "campaign_cancel",
  "campaign_watch",
  "campaign_audit",
  "campaign_new",
] as const;
export type ActionId = (typeof ACTIONS)[number];

const HASH_DIGITS = 8;

export interface ButtonTarget {
  campaignId: string;
  version: number;
  hashStart: string;
}

export const targetOf = ({
  id,
  version,
  content_hash,
}: Pick<Campaign, "id" | "version" | "content_hash">): string =>
  `${id}:${version}:${content_hash.slice(0, HASH_DIGITS)}`;

/** With the whole hash: for modals, which have the room. */
export const pinOf = ({
  id,
  version,
  content_hash,
}: Pick<Campaign, "id" | "version" | "content_hash">): string => `${id}:${version}:${content_hash}`;

/** Of a button or a pin. Null: not one of ours. */
export function parseTarget(value: string): ButtonTarget | null {
  const [, campaignId, version, hashStart] =
    /^([0-9a-f]{24}):(\d{1,9}):([0-9a-f]{8}(?:[0-9a-f]{56})?)$/.exec(value) ?? [];
  if (campaignId === undefined || version === undefined || hashStart === undefined) return null;
  return { campaignId, version: Number(version), hashStart };
}

/** Does the button mean what the campaign says now? */
export const isSameContent = (
  target: ButtonTarget,
  campaign: Pick<Campaign, "version" | "content_hash">,
): boolean => target.version === campaign.version && campaign.content_hash.startsWith(target.hashStart);

export function button(
  actionId: ActionId,
  text: string,
  campaign: Pick<Campaign, "id" | "version" | "content_hash">,
  options: { style?: "primary" | "danger"; confirm?: ConfirmationDialog } = {},
): Button {
  return { type: "button", action_id: actionId, text: plain(text), value: targetOf(campaign), ...options };
}

/** For what cannot be taken back: it names what, and how many. */
export const confirmation = (title: string, text: string, yes: string): ConfirmationDialog => ({
  title: plain(title, 100),
  text: mrkdwn(text, 300),
  confirm: plain(yes, 30),
  deny: plain("No", 30),
});
