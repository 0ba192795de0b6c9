// Bodies that find, show and try campaigns. Ids in them are of no real thing.
import type { Example } from "./example.ts";

const CONNECTOR = {
  content: {
    connector: {
      url: "https://api.example.com/notify",
      body: { type: "JSON", json: { to: "{{ UserAttribute['user_id'] }}", code: "{{ event.code }}" } },
    },
  },
};
const EMAIL = {
  content: {
    email: {
      subject: "Hello {{ user.first_name }}",
      html_content: "<p>{{ user.first_name }}, look what is new.</p>",
      from_address: "shop@example.com",
    },
  },
};

const SEARCHES: Readonly<Record<string, Example>> = {
  "live-connectors": {
    summary: "What is being sent over connectors",
    value: {
      campaign_fields: { channels: ["CONNECTOR"], status: ["ACTIVE", "SENDING", "PAUSED"] },
      limit: 15,
      page: 1,
    },
  },
  "by-name": {
    summary: "By a part of the name, among the drafts too",
    value: {
      campaign_fields: {
        name: "winter",
        status: ["DRAFT", "SCHEDULED", "SENT"],
        created_date: { from_date: "2026-10-01", to_date: "2026-12-31" },
      },
      include_archive_campaigns: false,
      limit: 15,
      page: 1,
    },
  },
};

export const READING_EXAMPLES: Readonly<Record<string, Readonly<Record<string, Example>>>> = {
  searchCampaigns: SEARCHES,
  listCampaignMeta: SEARCHES,
  testCampaign: {
    draft: {
      summary: "A draft, to two users",
      value: {
        draft_id: "64a1b2c3d4e5f6a7b8c9d0e1",
        test_campaign_meta: { identifier: "USER_ATTRIBUTE_UNIQUE_ID", identifier_values: ["u-42", "u-43"] },
      },
    },
    inline: {
      summary: "Content in the body, with values that stand in for the user's own",
      value: {
        channel: "CONNECTOR",
        campaign_content: CONNECTOR,
        personalization_details: { event_attributes: { code: "4711" } },
        test_campaign_meta: { identifier: "EMAIL", identifier_values: ["ada@example.com"] },
      },
    },
  },
  previewPersonalization: {
    connector: {
      summary: "The request that a user would cause",
      value: {
        channel: "CONNECTOR",
        user_identification: { type: "USER_ATTRIBUTE_UNIQUE_ID", value: "u-42" },
        event_attributes: { code: "4711" },
        campaign_content: CONNECTOR,
      },
    },
    email: {
      summary: "The e-mail that a user would get",
      value: {
        channel: "EMAIL",
        user_identification: { type: "EMAIL", value: "ada@example.com" },
        user_attributes: { first_name: "Ada" },
        campaign_content: EMAIL,
      },
    },
  },
  getStatsOfCampaigns: {
    month: {
      summary: "Two campaigns, one month",
      value: {
        campaign_ids: ["64a1b2c3d4e5f6a7b8c9d0e1", "64a1b2c3d4e5f6a7b8c9d0e2"],
        start_date: "2026-11-01",
        end_date: "2026-11-30",
      },
    },
  },
};
