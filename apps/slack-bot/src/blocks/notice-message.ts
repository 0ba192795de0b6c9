// What the engine says of a run, with the buttons that act on it, and its owner called where somebody has to act.
import type { Button, KnownBlock } from "@slack/types";
import type { Campaign, Notice } from "@sluice/schema";
import { isActionAllowed } from "@sluice/campaigns";
import { type ActionId, button } from "./buttons.ts";
import { LABEL } from "./card-buttons.ts";
import { escapeText, quoted, section } from "./text.ts";

type Kind = Notice["kind"];

const SIGN: Readonly<Partial<Record<Kind, string>>> = {
  run_started: ":rocket:",
  run_ended: ":checkered_flag:",
  limit_raised: ":arrow_up:",
  endpoint_failing: ":warning:",
  endpoint_recovered: ":white_check_mark:",
  run_paused_by_breaker: ":double_vertical_bar:",
  authorization_failed: ":lock:",
  error_rate_high: ":chart_with_upwards_trend:",
  run_paused_by_error_rate: ":double_vertical_bar:",
  review_reminder: ":bell:",
  review_expired: ":hourglass:",
};

/** Somebody has to decide: its owner is called, and the channel sees it. */
const CALLS: ReadonlySet<Kind> = new Set([
  "endpoint_failing",
  "run_paused_by_breaker",
  "authorization_failed",
  "error_rate_high",
  "run_paused_by_error_rate",
]);

/** Its owner wants to know. */
const TELLS_OWNER: ReadonlySet<Kind> = new Set([...CALLS, "run_ended"]);

/** Somebody who may act has to, whether its owner is there or not. */
const CALLS_APPROVERS: ReadonlySet<Kind> = new Set([
  "review_reminder",
  "run_paused_by_breaker",
  "run_paused_by_error_rate",
]);

/** Announced right before the run is paused: who reads it may find the run still sending. */
const SAYS_PAUSED: ReadonlySet<Kind> = new Set(["run_paused_by_breaker", "run_paused_by_error_rate"]);

/** By kind; what the campaign's status does not allow is left out. */
const BUTTONS: Readonly<Partial<Record<Kind, readonly ActionId[]>>> = {
  run_ended: ["campaign_show"],
  endpoint_failing: ["campaign_pause", "campaign_cancel", "campaign_show"],
  endpoint_recovered: ["campaign_resume", "campaign_show"],
  run_paused_by_breaker: ["campaign_resume", "campaign_cancel", "campaign_show"],
  authorization_failed: ["campaign_pause", "campaign_show"],
  error_rate_high: ["campaign_pause", "campaign_cancel", "campaign_show"],
  run_paused_by_error_rate: ["campaign_resume", "campaign_cancel", "campaign_show"],
};

export interface NoticeMessageParts {
  text: string;
  /** Absent: the text is all. */
  blocks?: KnownBlock[];
  isLoud: boolean;
}

export interface Called {
  /** Id in this Slack of who wrote the campaign; null: they are not in it. */
  owner: string | null;
  /** Mentions those who approve; empty: nobody in particular. */
  approvers: string;
}

export function noticeMessage(
  { kind, text }: Pick<Notice, "kind" | "text">,
  campaign: Campaign,
  called: Called,
): NoticeMessageParts {
  const said = `${SIGN[kind] ?? ":information_source:"} ${escapeText(text)}${mentionIn(kind, campaign, called)}`;
  const told = SAYS_PAUSED.has(kind) ? asPaused(campaign) : campaign;
  const buttons = (BUTTONS[kind] ?? []).filter((action) => isPossible(action, told));
  const isLoud = CALLS.has(kind);
  if (buttons.length === 0) return { text: said, isLoud };
  return { text: said, blocks: [section(said), buttonRow(buttons, campaign)], isLoud };
}

function mentionIn(kind: Kind, { created_by }: Campaign, { owner, approvers }: Called): string {
  const named = owner === null ? quoted(created_by, 120) : `<@${owner}>`;
  const persons = [
    ...(TELLS_OWNER.has(kind) ? [named] : []),
    ...(CALLS_APPROVERS.has(kind) ? [approvers] : []),
  ];
  return persons
    .filter((person) => person !== "")
    .map((person) => ` ${person}`)
    .join("");
}

const CONTROL = {
  campaign_pause: "PAUSE",
  campaign_resume: "RESUME",
  campaign_cancel: "STOP",
} as const satisfies Partial<Record<ActionId, string>>;

function isPossible(action: ActionId, campaign: Campaign): boolean {
  const control = Object.entries(CONTROL).find(([name]) => name === action)?.[1];
  return control === undefined || isActionAllowed(control, campaign);
}

const asPaused = (campaign: Campaign): Campaign =>
  isActionAllowed("PAUSE", campaign) ? { ...campaign, status: "PAUSED" } : campaign;

const buttonRow = (actions: readonly ActionId[], campaign: Campaign): KnownBlock => ({
  type: "actions",
  block_id: "notice",
  elements: actions.map((action): Button => button(action, LABEL[action], campaign)),
});
