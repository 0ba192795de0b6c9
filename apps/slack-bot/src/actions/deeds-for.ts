// What one person may do with a campaign now: for their own home tab. Whether it is really done is decided when they do it.
import { isSamePerson } from "@sluice/campaigns";
import type { Campaign } from "@sluice/schema";
import type { SlackPerson } from "../slack/people.ts";
import { canDo, type Deed, DEEDS, isDecision, refusalOf } from "./verb-rules.ts";

export async function deedsFor(
  campaign: Campaign,
  person: SlackPerson,
  approvalRefusal: (person: SlackPerson) => Promise<string | null>,
): Promise<Deed[]> {
  const open = DEEDS.filter(
    (deed) => canDo(deed, campaign) && !(isDecision(deed) && isBarred(campaign, person)),
  );
  const refusals = await Promise.all(
    open.map((deed) => refusalOf(deed, campaign, person, (one) => approvalRefusal(one))),
  );
  return open.filter((_deed, index) => refusals[index] === null);
}

/** Nobody decides on what they wrote; where approvers are named, nobody else does. */
function isBarred(campaign: Campaign, { person }: SlackPerson): boolean {
  const authors = [campaign.created_by, campaign.updated_by, campaign.submitted_by ?? ""];
  if (authors.some((author) => isSamePerson(author, person))) return true;
  const { approvers = [], review } = campaign;
  if (review?.approvals.some(({ decided_by: by }) => isSamePerson(by, person)) === true) return true;
  return approvers.length > 0 && !approvers.some((one) => isSamePerson(one, person));
}
