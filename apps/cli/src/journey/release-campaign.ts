// From a draft to a run: submitted and published by the author, approved by the approver. Goes on from wherever the
// campaign stands, so a command that was interrupted can be given again.
import type { Campaign, CampaignId, RunId } from "@sluice/schema";
import type { CampaignApi } from "../api/campaign-api.ts";
import { badInput, failed } from "../cli-error.ts";

export interface Release {
  campaignId: CampaignId;
  asAuthor: CampaignApi;
  asApprover: CampaignApi;
  /** Who they are, to say so. */
  author: string;
  approver: string;
  say: (text: string) => void;
}

/** More steps than there are between a draft and its run. */
const MAX_STEPS = 6;

export async function releaseCampaign(release: Release): Promise<{ campaign: Campaign; runId: RunId }> {
  for (let step = 0; step < MAX_STEPS; step++) {
    const campaign = await release.asAuthor.get(release.campaignId);
    if (campaign.run_id !== null) return { campaign, runId: campaign.run_id };
    await takeStep(release, campaign);
  }
  throw failed(
    `Campaign ${release.campaignId} does not reach its run. See: sluice campaign show ${release.campaignId}`,
  );
}

async function takeStep(release: Release, { id, status }: Campaign): Promise<void> {
  const { asAuthor, asApprover, say } = release;
  switch (status) {
    case "DRAFT":
      say(`Submitting for approval as ${release.author}`);
      return asAuthor.submit(id);
    case "UNDER_REVIEW":
      say(`Approving as ${release.approver}, because nobody approves what they wrote`);
      return asApprover.approve(id, "approved by the local approver");
    case "APPROVED":
      say("Publishing");
      return asAuthor.setStatus(id, "PUBLISH");
    case "REJECTED":
    case "SCHEDULED":
    case "ACTIVE":
    case "SENDING":
    case "PAUSED":
    case "SENT":
    case "STOPPED":
    case "EXPIRED":
    case "NOT_SENT":
    case "ARCHIVED":
      throw badInput(`Campaign ${id} is ${status} and has no run: create a new one.`);
    default:
      return status satisfies never;
  }
}
