// What is sent: one content for everybody (flat), or one for each locale and variation (keyed).
import { z } from "zod";
import { Connector } from "../connector.ts";
import { AndroidContent } from "./android-content.ts";
import { EmailContent } from "./email-content.ts";
import { IosContent } from "./ios-content.ts";
import { VariationDetails, VariationKey } from "./variation-details.ts";
import { WebContent } from "./web-content.ts";

export const PushContent = z.strictObject({
  android: AndroidContent.optional(),
  ios: IosContent.optional(),
  web: WebContent.optional(),
});
export type PushContent = z.infer<typeof PushContent>;

/** Not listed in `locales`, and always there when content is keyed. */
export const DEFAULT_LOCALE = "default";
const MAX_LOCALES = 100;

const LocaleName = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N} _.()-]{0,63}$/u,
    "a locale's name has 1 to 64 letters, digits, spaces, _ . ( ) -",
  )
  .refine((name) => !["push", "email", "connector"].includes(name), {
    error: "is the name of a channel: content is either flat or keyed by locale and variation",
  });

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it carries the content's type into the answer
function contentOf<Key extends string, T extends z.ZodType>(channel: Key, content: T) {
  const one = z.strictObject({ [channel]: content } as Record<Key, T>);
  return z.strictObject({
    locales: z
      .array(LocaleName)
      .max(MAX_LOCALES, `at most ${MAX_LOCALES} locales`)
      .optional()
      .describe(`Locales beside "${DEFAULT_LOCALE}".`),
    variation_details: VariationDetails.optional(),
    content: z
      .union([one, z.record(LocaleName, z.record(VariationKey, one))], {
        error: `give "${channel}", or content for each locale and variation: {"default": {"variation_1": {"${channel}": …}}}`,
      })
      .optional(),
  });
}

export const PushCampaignContent = contentOf("push", PushContent);
export type PushCampaignContent = z.infer<typeof PushCampaignContent>;
export const EmailCampaignContent = contentOf("email", EmailContent);
export type EmailCampaignContent = z.infer<typeof EmailCampaignContent>;
export const ConnectorCampaignContent = contentOf("connector", Connector);
export type ConnectorCampaignContent = z.infer<typeof ConnectorCampaignContent>;
