// The desk, whose facts also tell where the API is: a card leads there.
import type { CampaignDesk } from "../ports.ts";

export const withLinks = (desk: CampaignDesk, apiUrl: string | null): CampaignDesk => ({
  ...desk,
  facts: async (campaign) => ({ ...(await desk.facts(campaign)), apiUrl }),
});
