// Body and answer of POST /v5/campaigns/test: a content sent to a few people, before anybody has approved it.
//
//   T1. Inline: `channel` and `campaign_content` are in the body, and nothing is kept. Draft: `draft_id` names a campaign
//       of the workspace. One or the other.
import { z } from "zod";
import { EmailBasicDetails, PushBasicDetails, ConnectorBasicDetails } from "./campaign/basic-details.ts";
import { RequestId } from "./campaign/campaign.ts";
import {
  ConnectorCampaignContent,
  EmailCampaignContent,
  PushCampaignContent,
} from "./campaign/content/campaign-content.ts";
import { EmailConnector } from "./campaign/email-connector.ts";
import { Platform } from "./campaign/names.ts";
import { CampaignId } from "./ids.ts";
import { IdentifierValue, PersonIdentifier, StandInValues } from "./person-reference.ts";
import { RenderedContent, ShownRequest } from "./preview.ts";

export const MAX_TEST_IDENTIFIERS = 10;
/** Of custom segments, all their users together. */
export const MAX_TEST_USERS = 50;
/** Users times contents: what one test may cause. */
export const MAX_TEST_REQUESTS = 50;

const TestCampaignMeta = z.strictObject({
  identifier: z
    .enum([...PersonIdentifier.options, "CUSTOM_SEGMENT"])
    .describe("CUSTOM_SEGMENT: the values are ids or names of segments."),
  identifier_values: z
    .array(IdentifierValue)
    .min(1)
    .max(MAX_TEST_IDENTIFIERS, `at most ${MAX_TEST_IDENTIFIERS} identifiers`),
  variation: z.string().max(64).optional().describe("Absent: all of them."),
  locale_name: z.string().max(64).optional().describe("Absent: all of them."),
  platform: Platform.optional().describe("Of push. Absent: all that the content is for."),
});
export type TestCampaignMeta = z.infer<typeof TestCampaignMeta>;

const asked = {
  request_id: RequestId.optional(),
  personalization_details: z
    .strictObject({ user_attributes: StandInValues.optional(), event_attributes: StandInValues.optional() })
    .optional()
    .describe("In place of the users' own values, for all of them alike."),
  test_campaign_meta: TestCampaignMeta,
};

const Inline = z.discriminatedUnion(
  "channel",
  [
    z.strictObject({
      channel: z.literal("PUSH"),
      basic_details: PushBasicDetails.optional(),
      campaign_content: PushCampaignContent,
      ...asked,
    }),
    z.strictObject({
      channel: z.literal("EMAIL"),
      basic_details: EmailBasicDetails.optional(),
      connector: EmailConnector.optional(),
      campaign_content: EmailCampaignContent,
      ...asked,
    }),
    z.strictObject({
      channel: z.literal("CONNECTOR"),
      basic_details: ConnectorBasicDetails.optional(),
      campaign_content: ConnectorCampaignContent,
      ...asked,
    }),
  ],
  { error: 'channel is "PUSH", "EMAIL" or "CONNECTOR"; or give draft_id' },
);

const OfDraft = z.strictObject({
  draft_id: CampaignId.describe("A campaign in any status; its newest version is tested."),
  channel: z.enum(["PUSH", "EMAIL", "CONNECTOR"]).optional().describe("If given, that of the campaign."),
  ...asked,
});

export const TestSend = z.union([OfDraft, Inline]);
export type TestSend = z.infer<typeof TestSend>;

/** As it came, beginning with the first bytes. */
export const ShownAnswer = z.strictObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  is_body_whole: z.boolean(),
  latency_ms: z.number(),
});
export type ShownAnswer = z.infer<typeof ShownAnswer>;

const result = {
  status: z.enum(["SENT", "FAILED"]),
  failure_reason: z.string().optional(),
};

export const TestRecipient = z.strictObject({
  identifier: z.string(),
  user_id: z.string().nullable(),
  ...result,
  request: ShownRequest.nullable().optional(),
  response: ShownAnswer.nullable().optional(),
  content: RenderedContent.optional().describe("Of push and e-mail: what would have been sent."),
});
export type TestRecipient = z.infer<typeof TestRecipient>;

export const TestContentResult = z.strictObject({
  ...result,
  recipients: z.array(TestRecipient),
});
export type TestContentResult = z.infer<typeof TestContentResult>;

export const TestResult = z.strictObject({
  data: z
    .record(z.string(), TestContentResult)
    .describe("By `{PLATFORM}_{locale}_{variation}`, for example CONNECTOR_default_variation_1."),
  message: z.string(),
});
export type TestResult = z.infer<typeof TestResult>;
