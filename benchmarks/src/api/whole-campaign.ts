// A campaign as a program writes it: every component of a connector campaign, about 2 kB.
const attribute = (name: string, operator: string, value: unknown, type = "string") => ({
  filter_type: "user_attributes",
  name,
  data_type: type,
  operator,
  value,
});

export const WHOLE_CAMPAIGN = {
  channel: "CONNECTOR",
  campaign_delivery_type: "ONE_TIME",
  created_by: "author@example.com",
  basic_details: { name: "Winter sale, second wave", tags: ["winter", "sale"] },
  campaign_content: {
    content: {
      connector: {
        method: "POST",
        url: "https://api.example.com/v2/notifications",
        url_parameters: [{ key: "source", value: "sluice" }],
        headers: [
          { key: "X-User", value: "{{UserAttribute['user_id']}}" },
          { key: "X-Campaign", value: "winter-sale-2" },
        ],
        body: {
          type: "JSON",
          json: {
            to: "{{UserAttribute['user_id']}}",
            title: "Hello {{UserAttribute['first_name'] | default: 'there'}}",
            text: "Everything for the cold days, 30 % off until Sunday. {{UserAttribute['city'] | default: ''}}",
            data: { deep_link: "app://sale/winter", channel: "promo", ttl_seconds: 86_400, silent: false },
          },
        },
        timeout_ms: 10_000,
      },
    },
  },
  segmentation_details: {
    included_filters: {
      filter_operator: "and",
      filters: [
        attribute("city", "in", ["Pune", "Berlin", "Lyon"]),
        attribute("points", "greaterThan", 100, "double"),
        {
          filter_operator: "or",
          filters: [attribute("plan", "is", "gold"), attribute("plan", "is", "platinum")],
        },
      ],
    },
  },
  scheduling_details: { delivery_type: "ASAP" },
  delivery_controls: { campaign_throttle_rpm: 60_000, retry_policy: { max_attempts: 4 } },
};
