// What writing a campaign needs of campaigns: the desk fits it. Actions throw CampaignError.
import type { Actor } from "@sluice/campaigns";
import type { AuthorizationType, Campaign, CampaignDefinition, CampaignId, Problem } from "@sluice/schema";

/** Something of the workspace that a campaign may name. */
export interface Choice {
  id: string;
  name: string;
}

export interface AudienceSize {
  users: number;
  isEstimate: boolean;
}

/** Beside what is written. */
export interface WrittenWith {
  /** The same again makes nothing. */
  requestId?: string | undefined;
  versionNote?: string | undefined;
  /** An edit in between is not written over. */
  seenVersion?: number | undefined;
}

export interface WritingDesk {
  create(actor: Actor, draft: Record<string, unknown>, about?: WrittenWith): Promise<Campaign>;
  edit(
    actor: Actor,
    campaignId: CampaignId,
    patch: Record<string, unknown>,
    about?: WrittenWith,
  ): Promise<Campaign>;
  /** The campaign that an earlier create with this request id made. */
  createdBy(requestId: string): Promise<Campaign | null>;
  /** Everything that stands between the campaign and publication. */
  problems(campaignId: CampaignId): Promise<Problem[]>;
  /** Within about 15 seconds. null: it names nobody, what is not there, or counting takes longer. */
  countAudience(definition: CampaignDefinition): Promise<AudienceSize | null>;
  /** @param text part of the name, in any case */
  segments(text: string): Promise<Choice[]>;
  configurations(text: string, types: readonly AuthorizationType[]): Promise<Choice[]>;
  /** Of those that are there, by id. */
  segmentNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  configurationNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
