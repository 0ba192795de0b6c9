// What is said of decisions: how far they are, and to whoever came too late, who was before them and when.
import { type CampaignError, progressOf } from "@sluice/campaigns";
import type { Campaign } from "@sluice/schema";
import { quoted, when } from "../blocks/text.ts";
import type { CampaignDesk } from "../ports.ts";
import { type Deed, isDecision } from "./verb-rules.ts";

/** ` (1 of 2)`, where several have to approve. */
export function progressText({ review }: Pick<Campaign, "review">): string {
  return review === null || review.approvals_required === 1 ? "" : ` (${progressOf(review)})`;
}

const TOO_LATE: readonly CampaignError["code"][] = ["ALREADY_DONE", "WRONG_STATUS"];

/** Who decided, and when; empty where that is not why it failed. */
export async function decidedBefore(
  desk: Pick<CampaignDesk, "get">,
  { deed, campaignId }: { deed: Deed; campaignId: string },
  { code }: CampaignError,
): Promise<string> {
  if (!isDecision(deed) || !TOO_LATE.includes(code)) return "";
  return lastDecision(await desk.get(campaignId));
}

/** Empty: nobody has decided yet. */
export function lastDecision({ approval }: Pick<Campaign, "approval">): string {
  if (approval === null) return "";
  const what = approval.decision.replaceAll("_", " ");
  return `\nLast decision: ${what} by ${quoted(approval.decided_by)}, ${when(approval.decided_at)}.`;
}
