// The desk, whose facts also tell who the approvers are in this Slack: a card calls people by their names there.
import type { CampaignDesk } from "../ports.ts";
import type { People } from "../slack/people.ts";

export const withSlackNames = (desk: CampaignDesk, people: Pick<People, "userIdsOf">): CampaignDesk => ({
  ...desk,
  facts: async (campaign) => {
    const { review, approval } = campaign;
    const persons = [
      ...(review === null ? [] : [review.requested_by, ...review.approvals.map((one) => one.decided_by)]),
      ...(approval === null ? [] : [approval.decided_by]),
    ];
    return { ...(await desk.facts(campaign)), userIds: await people.userIdsOf(persons) };
  },
});
