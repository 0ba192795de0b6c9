// What a card tells beside the campaign itself.
import type { Campaign } from "@sluice/schema";

export interface CampaignFacts {
  campaign: Campaign;
  /** How many it would go to now; null when nobody knows. */
  audience: { targeted: number; excluded: Readonly<Record<string, number>> } | null;
  /** What changed since the last version that was approved; empty when there was none. */
  changes: readonly string[];
  /** The request as one user would cause it. */
  sample: { userId: string; text: string } | null;
  /** How long it takes at its limit. */
  estimatedMinutes: number | null;
  /** What a person sees instead of buttons while an action is under way. */
  underWay?: string;
}
