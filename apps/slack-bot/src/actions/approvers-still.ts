// At the launch: everybody who approved must still be one who may. Slack's groups are no part of our transaction, so this is asked
// right before it; everything else that a launch depends on is checked within it.
import type { Campaign } from "@sluice/schema";
import { stageOf } from "../blocks/campaign-words.ts";
import type { People } from "../slack/people.ts";
import type { Deed } from "./verb-rules.ts";

/** @returns null, or why it cannot be launched with these approvals */
export async function approversRefusal(
  deed: Deed,
  campaign: Campaign,
  people: Pick<People, "standingRefusal">,
): Promise<string | null> {
  if (deed !== "launch" || stageOf(campaign) !== "APPROVED") return null;
  const { review, approval } = campaign;
  const given = review?.approvals ?? [];
  const approvals = given.length === 0 && approval !== null ? [approval] : given;
  const refusal = await people.standingRefusal(approvals.map(({ decided_by }) => decided_by));
  return refusal === null ? null : `${refusal} Edit it, and have it approved by somebody who may.`;
}
