// What is typed, what is answered, and what commands and buttons of one Slack workspace are given.
import type { Block, KnownBlock } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import type { AskingContext } from "../actions/confirm-deed.ts";
import type { ReasonDeed } from "../modals/reason-modal.ts";

export interface Typed {
  text: string;
  userId: string;
  channelId: string;
  triggerId: string;
}

/** For whoever typed it; nobody else sees it. */
export interface Reply {
  text: string;
  blocks?: Array<KnownBlock | Block>;
}

export interface CommandContext extends AskingContext {
  /** Asks before everything is stopped. */
  openStopAll(triggerId: string, reason: string, channelId: string): Promise<void>;
  /** In the campaign's thread. False: it has none, or Slack does not let the bot. */
  addFile(campaign: Campaign, name: string, text: string): Promise<boolean>;
  /** Where the API listens, as people reach it; null: nobody said. */
  apiUrl: string | null;
  /** By short id, id, name or the link of a message: the best first, at most five. */
  find(text: string): Promise<Campaign[]>;
  openNew(triggerId: string): Promise<void>;
  /** Asks why. */
  openReason(triggerId: string, deed: ReasonDeed, campaign: Campaign): Promise<void>;
  watch(campaign: Campaign, channelId: string): Promise<string>;
}
