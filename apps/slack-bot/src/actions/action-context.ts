// What deeds are given: who wants what of which campaign, and what of one Slack workspace they work with.
import type { Campaign } from "@sluice/schema";
import type { ButtonTarget } from "../blocks/buttons.ts";
import type { CardBoard } from "../cards/card-board.ts";
import type { CampaignDesk } from "../ports.ts";
import type { People } from "../slack/people.ts";
import type { ControlIntents } from "./control-intents.ts";
import type { Deed } from "./verb-rules.ts";

export interface Wanted {
  deed: Deed;
  campaignId: string;
  /** Of a button; a command means what the campaign says now. */
  target: ButtonTarget | null;
  userId: string;
  /** For the audit log, for example `button in #campaigns`. */
  from: string;
  reason?: string;
}

export interface ActionContext {
  desk: CampaignDesk;
  people: People;
  board: CardBoard;
  teamId: string;
  /** Of this Slack workspace: what several people want at once. */
  intents: ControlIntents;
  /** It waits for approval: its card has to be where people approve. */
  onSubmitted(campaign: Campaign): Promise<void>;
  /** A run begins to go out: watch it. */
  onLaunched(campaign: Campaign): Promise<void>;
}
