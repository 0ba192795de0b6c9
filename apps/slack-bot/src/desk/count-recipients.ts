// How many users a campaign would go to now, and how many are left out for which reason: as its run would be cut.
//
//   N1. Whom a draw would hold out is not known before the run: of those the share is told.
import { controlGroupSalt, cutConditions, expandAudience } from "@sluice/audience";
import { isTriggered } from "@sluice/campaigns";
import type { Audience, CampaignDefinition, WorkspaceId } from "@sluice/schema";
import {
  audienceLimitOf,
  CONTROL_GROUP_ID,
  controlGroup,
  type CountedAudience,
  countWithin,
  findSegments,
  type Store,
} from "@sluice/store";
import type { AudienceFacts } from "../blocks/card-facts.ts";

export interface CountPlace {
  store: Store;
  workspaceId: WorkspaceId;
  nowMs: () => number;
}

export type CountedRecipients = Omit<AudienceFacts, "approvedRecipients">;

/** Whom the campaign names, without custom segments. null: it names nobody, or what cannot be found. */
export async function audienceOf(
  { store, workspaceId }: CountPlace,
  definition: CampaignDefinition,
): Promise<Audience | null> {
  const { segmentation_details: segmentation } = definition;
  if (segmentation === undefined || isTriggered(definition)) return null;
  const { audience, errors, cannotBeSentYet } = await expandAudience(segmentation, "", (refs) =>
    findSegments(store.db, workspaceId, refs),
  );
  return errors.length + cannotBeSentYet.length > 0 ? null : audience;
}

/** null: counting takes too long. */
export async function countRecipients(
  place: CountPlace,
  definition: CampaignDefinition,
  audience: Audience,
): Promise<CountedRecipients | null> {
  const { store, workspaceId, nowMs } = place;
  const heldOut = await heldOutBy(place, definition);
  try {
    const conditions = cutConditions({ audience, workspaceId, nowMs: nowMs(), heldOut });
    return drawnFrom(await countWithin(store, conditions), definition);
  } catch (error) {
    if (isTooLong(error)) return null;
    throw error;
  }
}

async function heldOutBy(
  { store, workspaceId }: CountPlace,
  { control_group_details: groups }: CampaignDefinition,
): Promise<Parameters<typeof cutConditions>[0]["heldOut"]> {
  if (groups?.is_global_control_group_enabled !== true) return {};
  const { percentage, version } = await controlGroup(store.db, workspaceId);
  const share = { salt: controlGroupSalt(workspaceId), share: percentage / 100 };
  return { globalControlGroup: { listId: CONTROL_GROUP_ID, version, share } };
}

/** N1 */
function drawnFrom(counted: CountedAudience, definition: CampaignDefinition): CountedRecipients {
  const left = counted.targeted - Object.values(counted.excluded).reduce((sum, users) => sum + users, 0);
  const heldOut = Math.round(left * campaignShare(definition));
  const limit = audienceLimitOf(definition) ?? Number.POSITIVE_INFINITY;
  const recipients = Math.min(left - heldOut, limit);
  const excluded = {
    ...counted.excluded,
    campaign_control_group: heldOut,
    audience_limit: left - heldOut - recipients,
  };
  return { ...counted, excluded, recipients };
}

function campaignShare({ control_group_details: groups }: CampaignDefinition): number {
  if (groups?.is_campaign_control_group_enabled !== true) return 0;
  return (groups.campaign_control_group_percentage ?? 0) / 100;
}

const QUERY_CANCELED = "57014";
const isTooLong = (error: unknown): boolean => Reflect.get(Object(error), "code") === QUERY_CANCELED;
