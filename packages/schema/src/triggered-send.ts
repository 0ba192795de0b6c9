// A triggered send: body of POST /v5/campaigns/{id}/send. One recipient, and the values that only this send has.
import { z } from "zod";
import { UserId } from "./ids.ts";

const MAX_TEXT_LENGTH = 8_192;
const MAX_LIST_LENGTH = 100;
const MAX_NAME_LENGTH = 200;
/** All values of one send together, as JSON. */
export const MAX_PERSONALIZED_BYTES = 32 * 1024;
/** A send that is not made by then ends as `expired`; its request id is remembered as long. */
export const SEND_LIFETIME_MS = 24 * 3_600_000;

const Scalar = z.union([z.string().max(MAX_TEXT_LENGTH), z.number(), z.boolean()], {
  error: "is no value: use text, a number, true or false, or a list of these; leave out what has no value",
});
const EventValue = z.union([Scalar, z.array(Scalar).max(MAX_LIST_LENGTH)], {
  error: "is no value: use text, a number, true or false, or a list of these; leave out what has no value",
});

export const TriggeredSend = z.strictObject({
  identifier_type: z
    .enum(["user_id", "customer_id"])
    .optional()
    .describe("Both mean the workspace's own unique id of a user."),
  recipients: z.array(UserId).min(1).max(1_000).describe("Exactly one user id."),
  locale_name: z
    .string()
    .max(64)
    .optional()
    .describe("Accepted and without effect: a connector has one content for all locales."),
  personalized_attributes: z
    .record(z.string().min(1).max(MAX_NAME_LENGTH), EventValue)
    .default({})
    .describe(
      "Read in the template as EventAttribute['name']. At most 32 KB; names that the template does not read are refused.",
    ),
  request_id: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe(
      "A second call with the same one within 24 hours is answered like the first and sends nothing. The header Idempotency-Key does the same.",
    ),
});
export type TriggeredSend = z.infer<typeof TriggeredSend>;
