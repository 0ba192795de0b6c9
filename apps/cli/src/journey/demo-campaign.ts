import type { CampaignCreate } from "@sluice/schema";
import { formatCount } from "../terminal/numbers.ts";

export interface DemoCampaign {
  endpointUrl: string;
  users: number;
  requestsPerMinute: number;
  /** Value of the attribute by which the users are found. */
  demo: string;
}

/** One personalised request for each of the demonstration's users; a 503 is tried again after half a second. */
export function demoCampaign({ endpointUrl, users, requestsPerMinute, demo }: DemoCampaign): CampaignCreate {
  return {
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: `Demonstration: a greeting for ${formatCount(users)} users`, tags: ["demo"] },
    campaign_content: { content: { connector: demoConnector(`${endpointUrl}/greetings`) } },
    segmentation_details: {
      included_filters: {
        filter_operator: "and",
        filters: [
          {
            filter_type: "user_attributes",
            name: "demo",
            data_type: "string",
            operator: "is",
            value: demo,
            case_sensitive: true,
            negate: false,
          },
        ],
      },
    },
    scheduling_details: { delivery_type: "ASAP" },
    delivery_controls: {
      campaign_throttle_rpm: requestsPerMinute,
      retry_policy: { max_attempts: 6, initial_delay_ms: 500, max_delay_ms: 2_000 },
    },
  };
}

function demoConnector(url: string) {
  return {
    method: "POST" as const,
    url,
    url_parameters: [{ key: "user", value: "{{UserAttribute['user_id']}}" }],
    headers: [{ key: "X-Campaign", value: "demonstration" }],
    body: {
      type: "JSON" as const,
      json: {
        to: "{{UserAttribute['user_id']}}",
        text: "Hello {{UserAttribute['first_name']}} in {{UserAttribute['city'] | default: 'the world'}}: you have {{UserAttribute['points']}} points.",
      },
    },
    success: { statuses: ["2xx"] },
    timeout_ms: 10_000,
  };
}
