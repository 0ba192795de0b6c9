// What the bot needs of campaigns, of its memory and of the run: the store, the bus and the actions fit these by shape.
import type { Actor, CampaignDiff } from "@sluice/campaigns";
import type { Campaign, CampaignId, RunStats } from "@sluice/schema";
import type { ActingDesk } from "./acting-ports.ts";
import type { CampaignFacts, Sample } from "./blocks/card-facts.ts";
import type { WritingDesk } from "./writing-ports.ts";

/** Campaigns of the one workspace that the bot works for. Actions throw CampaignError. */
export interface CampaignDesk extends WritingDesk, ActingDesk {
  get(campaignId: CampaignId): Promise<Campaign>;
  /** By short id, id or name: the best first, at most five. */
  find(text: string): Promise<Campaign[]>;
  list(which: { statuses?: readonly string[]; person?: string; limit: number }): Promise<Campaign[]>;
  /** What a card tells beside the campaign itself. */
  facts(campaign: Campaign): Promise<CampaignFacts>;
  /** Every change since the version that was approved last; from nothing, where none was. */
  diff(campaign: Campaign): Promise<CampaignDiff>;
  /** The request as this user would cause it. null: there is no such user, or no request. */
  sample(campaign: Campaign, userId: string): Promise<Sample | null>;
  stats(campaign: Campaign): Promise<RunStats | null>;
  /** How many runs should have begun a minute ago and have not: the engine does not answer. */
  lateRuns(): Promise<number>;
  audit(campaignId: CampaignId, limit: number): Promise<AuditLine[]>;
  /** What was done to campaigns since, wherever it was done; oldest first. */
  doneSince(sinceMs: number, actions: readonly string[], limit: number): Promise<CampaignAuditLine[]>;
  /** Different people who approved this version, whatever became of that. */
  approversOf(campaignId: CampaignId, version: number): Promise<string[]>;
  submit(actor: Actor, campaignId: CampaignId): Promise<Campaign>;
  approve(actor: Actor, campaignId: CampaignId, seenContentHash: string, comment?: string): Promise<Campaign>;
  requestChanges(
    actor: Actor,
    campaignId: CampaignId,
    seenContentHash: string,
    comment: string,
  ): Promise<Campaign>;
  reject(actor: Actor, campaignId: CampaignId, seenContentHash: string, comment: string): Promise<Campaign>;
  launch(actor: Actor, campaignId: CampaignId): Promise<Campaign>;
  pause(actor: Actor, campaignId: CampaignId): Promise<Campaign>;
  resume(actor: Actor, campaignId: CampaignId): Promise<Campaign>;
  cancel(actor: Actor, campaignId: CampaignId): Promise<Campaign>;
}

export interface AuditLine {
  action: string;
  actor: string;
  source: string;
  at: string;
  detail: Readonly<Record<string, string | number | null>>;
}

export interface CampaignAuditLine extends AuditLine {
  auditId: string;
  campaignId: CampaignId;
}

/** `ended`: a live card that shows the end. */
export type CardKind = "campaign" | "live" | "ended";

/** A message of the bot that is kept up to date. */
export interface Card {
  campaignId: CampaignId;
  kind: CardKind;
  channelId: string;
  messageTs: string;
  /** The version that it shows. */
  version: number;
}

/** What survives a restart of the bot. */
export interface BotMemory {
  /** True the first time only: clicks, submissions and events arrive more than once. */
  isFirst(key: string): Promise<boolean>;
  /** What was handled before then may come again; nothing does. */
  /** It was not done: whoever tries again is the first once more. */
  forget(key: string): Promise<void>;
  forgetHandled(before: Date): Promise<void>;
  addCard(card: Card): Promise<void>;
  /** Oldest first. */
  cardsOf(campaignId: CampaignId): Promise<Card[]>;
  /** Of the card that this message is; null: it is none. */
  campaignAt(message: Pick<Card, "channelId" | "messageTs">): Promise<CampaignId | null>;
  liveCards(): Promise<Card[]>;
  endLiveCard(card: Pick<Card, "channelId" | "messageTs">): Promise<void>;
  removeCard(card: Pick<Card, "channelId" | "messageTs">): Promise<void>;
}
