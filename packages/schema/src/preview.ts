// Body and answer of POST /v5/personalization/preview: a content as one user would get it.
import { z } from "zod";
import { RequestId } from "./campaign/campaign.ts";
import {
  ConnectorCampaignContent,
  EmailCampaignContent,
  PushCampaignContent,
  PushContent,
} from "./campaign/content/campaign-content.ts";
import { EmailContent } from "./campaign/content/email-content.ts";
import { Channel } from "./campaign/names.ts";
import { IdentifierValue, PersonIdentifier, StandInValues } from "./person-reference.ts";

const asked = {
  request_id: RequestId.optional(),
  user_identification: z.strictObject({ type: PersonIdentifier, value: IdentifierValue }),
  user_attributes: StandInValues.optional().describe("In place of the user's own values."),
  event_attributes: StandInValues.optional().describe("Read as EventAttribute['name'] or event.name."),
};

export const PreviewRequest = z.discriminatedUnion(
  "channel",
  [
    z.strictObject({ channel: z.literal("PUSH"), ...asked, campaign_content: PushCampaignContent }),
    z.strictObject({ channel: z.literal("EMAIL"), ...asked, campaign_content: EmailCampaignContent }),
    z.strictObject({ channel: z.literal("CONNECTOR"), ...asked, campaign_content: ConnectorCampaignContent }),
  ],
  { error: 'channel is "PUSH", "EMAIL" or "CONNECTOR"' },
);
export type PreviewRequest = z.infer<typeof PreviewRequest>;

/** A request as an endpoint gets it. What an authorization adds is masked. */
export const ShownRequest = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string().nullable(),
});
export type ShownRequest = z.infer<typeof ShownRequest>;

export const RenderedContent = z.strictObject({
  locale: z.string(),
  variation: z.string(),
  push: PushContent.optional(),
  email: EmailContent.optional(),
  /** null: it cannot be rendered for this user; `problems` say why. */
  connector: ShownRequest.nullable().optional(),
  problems: z.array(z.strictObject({ field: z.string(), issue: z.string() })),
});
export type RenderedContent = z.infer<typeof RenderedContent>;

export const Preview = z.strictObject({
  channel: Channel,
  user_id: z
    .string()
    .nullable()
    .describe("null: no user has this identifier; only the given values are there."),
  contents: z.array(RenderedContent).describe("One for each locale and variation of the content."),
});
export type Preview = z.infer<typeof Preview>;
