// Texts in a campaign. Bounds are generous: what a push service or a mail provider accepts is checked by its builder.
import { z } from "zod";

const MAX_TEMPLATE_LENGTH = 100_000;

/** Rendered for each user: `{{UserAttribute['city']}}` may stand anywhere in it. */
export const Template = z
  .string()
  .max(MAX_TEMPLATE_LENGTH, `a template has at most ${MAX_TEMPLATE_LENGTH} characters`);

/** One line that names something: a screen, a template id, an event. */
export const Name = z.string().min(1, "must not be empty").max(256, "has at most 256 characters");

/** Ready or a template: an address that may carry placeholders cannot be judged before it is rendered. */
export const UrlTemplate = Template.min(1, "must not be empty");

export const KeyValue = z.strictObject({
  key: z.string().min(1, "a key must not be empty").max(1024),
  value: Template,
});
export type KeyValue = z.infer<typeof KeyValue>;

export const KeyValuePairs = z.array(KeyValue).max(100, "at most 100 pairs");

/** `#RRGGBB`, with or without alpha, or the short form. No flag `i`: a described pattern has no flags. */
export const ColorCode = z
  .string()
  .regex(/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/, 'use a colour such as "#1A2B3C"');

/** A count that the product writes as text. */
export const NumberText = z.string().regex(/^\d{1,9}$/, 'use digits, for example "24"');

/** Of the sender's mail address and the like: an address, or a template that becomes one. */
export const MailAddress = Template.refine(
  (text) => text.includes("{{") || z.email().safeParse(text).success,
  {
    error: "is no e-mail address",
  },
);
