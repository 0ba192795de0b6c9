// Campaigns of every channel that have no problem, and a way to change one place of them.
import { CampaignDefinition, type Problem } from "@sluice/schema";
import { publishProblems } from "../src/index.ts";

const NOW_MS = Date.parse("2026-06-01T12:00:00Z");

export const EVENT = { filter_type: "actions", action_name: "Added to cart" };
export const group = (...filters: unknown[]) => ({ filter_operator: "or", filters });

const android = {
  template_type: "BASIC",
  basic_details: { notification_channel: "offers", title: "Sale", message: "Today only" },
};
const ios = { template_type: "BASIC", basic_details: { title: "Sale", message: "Today only" } };
const web = {
  template_type: "BASIC",
  basic_details: { title: "Sale", message: "Today only", redirect_url: "https://shop.example.com" },
};

const AUDIENCE = {
  segmentation_details: { is_all_user_campaign: true },
  scheduling_details: { delivery_type: "ASAP" },
};

export const push = {
  channel: "PUSH",
  campaign_delivery_type: "ONE_TIME",
  basic_details: {
    name: "Winter sale",
    platforms: ["ANDROID", "IOS", "WEB"],
    platform_specific_details: { ios: { send_to_all_eligible_device: true } },
  },
  campaign_content: { content: { push: { android, ios, web } } },
  ...AUDIENCE,
};

const letter = {
  subject: "Sale",
  html_content: "<p>Today only</p>",
  sender_name: "Shop",
  from_address: "shop@example.com",
};

export const email = {
  channel: "EMAIL",
  campaign_delivery_type: "ONE_TIME",
  basic_details: { name: "Winter sale", content_type: "TRANSACTIONAL" },
  campaign_content: { content: { email: letter } },
  connector: { connector_type: "SENDGRID", connector_name: "main" },
  ...AUDIENCE,
};

export const keyedEmail = {
  ...email,
  campaign_content: {
    locales: ["German"],
    variation_details: {
      distribution_type: "MANUAL",
      no_of_variations: 2,
      manual_distribution_percentage: { variation_1: 40, variation_2: 60 },
    },
    content: {
      default: { variation_1: { email: letter }, variation_2: { email: letter } },
      German: { variation_1: { email: letter }, variation_2: { email: letter } },
    },
  },
};

export const connector = {
  channel: "CONNECTOR",
  campaign_delivery_type: "ONE_TIME",
  basic_details: { name: "Winter sale" },
  campaign_content: { content: { connector: { url: "https://api.example.com/notify" } } },
  ...AUDIENCE,
};

export const byEvent = (campaign: object, type = "EVENT_TRIGGERED") => ({
  ...campaign,
  campaign_delivery_type: type,
  trigger_condition: { included_filters: group(EVENT), trigger_delay_type: "ASAP" },
  ...(Reflect.get(campaign, "channel") === "PUSH" && { delivery_controls: { bypass_dnd: false } }),
});

/** A copy with other values at dotted paths; undefined takes a field away. */
export function withValues(campaign: object, values: Readonly<Record<string, unknown>>): object {
  // No part of the copy stands in two places.
  const copy = JSON.parse(JSON.stringify(campaign)) as object;
  for (const [path, value] of Object.entries(values)) {
    const parts = path.split(".");
    const last = parts.pop() ?? "";
    let holder: object = copy;
    for (const part of parts) {
      if (Reflect.get(holder, part) === undefined) Reflect.set(holder, part, {});
      holder = Reflect.get(holder, part) as object;
    }
    if (value === undefined) Reflect.deleteProperty(holder, last);
    else Reflect.set(holder, last, value);
  }
  return copy;
}

/** What stands in the way of publishing. @throws when the schema does not let it in */
export const problemsIn = (campaign: object): Problem[] =>
  publishProblems(CampaignDefinition.parse(campaign), {
    nowMs: NOW_MS,
    requestsPerMinuteCap: 50_000,
    segmentationProblems: () => [],
  });

export const fieldsIn = (campaign: object, changes: Readonly<Record<string, unknown>> = {}): string[] =>
  problemsIn(withValues(campaign, changes)).map(({ field }) => field);
