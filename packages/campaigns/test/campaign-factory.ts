import { CampaignDefinition } from "@sluice/schema";

/** A campaign that could be published as it stands. */
export const publishable = (changes: Record<string, unknown> = {}): CampaignDefinition =>
  CampaignDefinition.parse({
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: "Winter sale" },
    campaign_content: {
      content: {
        connector: {
          url: "https://api.example.com/notify",
          body: { type: "JSON", json: { id: "{{UserAttribute['user_id']}}" } },
        },
      },
    },
    segmentation_details: { is_all_user_campaign: true },
    scheduling_details: { delivery_type: "ASAP" },
    ...changes,
  });

/** One that calls of the send API are sent by. */
export const triggered = (changes: Record<string, unknown> = {}): CampaignDefinition =>
  publishable({
    campaign_delivery_type: "API_TRIGGERED",
    segmentation_details: undefined,
    scheduling_details: undefined,
    ...changes,
  });

export const ana = { person: "ana@example.com", source: "test" };
export const ben = { person: "ben@example.com", source: "test" };
export const cleo = { person: "cleo@example.com", source: "test" };
export const WORKSPACE = "acme";
