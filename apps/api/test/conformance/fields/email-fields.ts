// An e-mail campaign's own components: basic_details, campaign_content, connector.
import { type FieldTable, int, listOf, mail, name, oneOf, oneOfSpellings, text } from "./field-values.ts";

const kind = { channel: "EMAIL", campaign_delivery_type: "ONE_TIME" };
const mails = {
  accepted: [[], ["ana@example.com"], ["ana@example.com", "{{UserAttribute['agent']}}"]],
  refused: [["nobody"], "ana@example.com", [1]],
};

export const EMAIL_TABLES: readonly FieldTable[] = [
  {
    name: "e-mail basic_details",
    base: kind,
    fields: {
      basic_details: {
        name: { accepted: ["Five5", "x".repeat(256)], refused: ["abcd", "x".repeat(257), 5] },
        business_event: name,
        content_type: oneOf("PROMOTIONAL", "TRANSACTIONAL"),
        subscription_category: name,
        tags: { accepted: [[], ["a", "b"]], refused: ["a", [1]] },
        team: text,
        user_attribute_identifier: name,
      },
    },
  },
  {
    name: "e-mail campaign_content",
    base: kind,
    fields: {
      campaign_content: {
        locales: { accepted: [["German"]], refused: [["email"], "German"] },
        content: {
          email: {
            subject: text,
            preview_text: text,
            sender_name: text,
            from_address: mail,
            reply_to_address: mail,
            cc_ids: mails,
            bcc_ids: mails,
            html_content: { ...text, accepted: [...text.accepted, "x".repeat(400_000)] },
            email_editor: oneOf("Froala Editor", "Ace Editor"),
            custom_template_id: name,
            custom_template_version: int(0, 1_000_000),
          },
        },
      },
    },
  },
  {
    name: "e-mail attachments",
    base: {
      ...kind,
      campaign_content: {
        content: { email: { attachments: [{ file_type: "URL", url: "https://example.com/a.pdf" }] } },
      },
    },
    fields: {
      campaign_content: {
        content: {
          email: {
            attachments: listOf({
              file_type: oneOf("URL", "PERSONALIZED_ATTACHMENT"),
              url: {
                accepted: ["https://example.com/a.pdf", "{{EventAttribute['url']}}"],
                refused: ["", 1],
              },
            }),
          },
        },
      },
    },
  },
  {
    name: "e-mail variations",
    base: kind,
    fields: {
      campaign_content: {
        variation_details: {
          distribution_type: oneOf("MANUAL", "SHERPA"),
          no_of_variations: int(1, 10),
          manual_distribution_percentage: { accepted: [{ variation_1: 100 }], refused: [{ first: 100 }] },
          sherpa_campaign_duration: int(1, 10_000),
          sherpa_distribution_metric: oneOf("OPEN_RATE", "CLICK_RATE", "BOTH"),
        },
        content: {
          accepted: [{ default: { variation_1: { email: { subject: "a" } } } }],
          refused: [{ default: { email: {} } }, { push: {} }],
        },
      },
    },
  },
  {
    name: "e-mail connector",
    base: { ...kind, connector: { connector_type: "SENDGRID", connector_name: "main" } },
    fields: {
      connector: {
        connector_type: oneOfSpellings(
          ["SENDGRID", "AMAZON_SES", "SPARKPOST", "MANDRILL", "CUSTOM_SMTP", "CUSTOM_API", "NETCORE"],
          { "AWS SES": "AMAZON_SES" },
        ),
        connector_name: name,
      },
    },
  },
];
