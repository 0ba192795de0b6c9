// What a test is of: the content in the request, or the newest version of a campaign.
import { getCampaign } from "@sluice/campaigns";
import type { CampaignDefinition, CampaignId, Channel, TestSend } from "@sluice/schema";
import { ApiError } from "../api-error.ts";
import { chosenContents, contentsOf, type PlacedContent } from "./contents-of.ts";
import type { Tester, TestPorts } from "./test-ports.ts";

export interface TestSubject {
  channel: Channel;
  /** null: the content was in the request. */
  campaignId: CampaignId | null;
  /** Of the campaign as it is tested. */
  contentHash: string | null;
  name: string;
  contents: PlacedContent[];
  /** Whether templates may read values of an event. */
  isTriggered: boolean;
}

/** @throws CampaignError when the campaign is not there, ApiError 400 when there is no such content. */
export async function testSubject(
  ports: TestPorts,
  { workspaceId }: Tester,
  test: TestSend,
): Promise<TestSubject> {
  const { test_campaign_meta: meta } = test;
  if (!("draft_id" in test)) {
    const { channel, campaign_content, basic_details } = test;
    const contents = chosenContents(contentsOf(campaign_content, channel), meta);
    return {
      channel,
      campaignId: null,
      contentHash: null,
      name: basic_details?.name ?? "",
      contents,
      isTriggered: true,
    };
  }
  const campaign = await getCampaign(ports.campaigns, { workspaceId, campaignId: test.draft_id });
  const { id: campaignId, channel, campaign_content, basic_details } = campaign;
  if (test.channel !== undefined && test.channel !== channel) throw otherChannel(channel);
  const contents = chosenContents(contentsOf(campaign_content, channel), meta);
  return {
    channel,
    campaignId,
    contentHash: campaign.content_hash,
    name: basic_details?.name ?? "",
    contents,
    isTriggered: isTriggered(campaign),
  };
}

const isTriggered = ({ campaign_delivery_type: type }: CampaignDefinition): boolean =>
  type !== "ONE_TIME" && type !== "PERIODIC";

function otherChannel(channel: Channel): ApiError {
  const issue = `the campaign's channel is ${channel}; leave this field out`;
  return new ApiError(400, "The request names another channel than the campaign has.", {
    problems: [{ field: "channel", issue }],
  });
}
