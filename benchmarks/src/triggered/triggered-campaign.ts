/** Reads values of the user and of each call. */
export const triggeredCampaign = (endpointUrl: string): object => ({
  channel: "CONNECTOR",
  campaign_delivery_type: "API_TRIGGERED",
  basic_details: { name: "Triggered benchmark" },
  campaign_content: {
    content: {
      connector: {
        method: "POST",
        url: `${endpointUrl}/notify`,
        body: {
          type: "JSON",
          json: {
            to: "{{UserAttribute['user_id']}}",
            text: "Hello {{UserAttribute['first_name']}}, number {{EventAttribute['number']}}",
            posted_at_ms: "{{EventAttribute['posted_at_ms']}}",
          },
        },
      },
    },
  },
});
