// Every way in which a triggered send is refused. Nothing of it was accepted, nothing will be sent.
import type { RunStatus } from "@sluice/schema";
import { ApiError } from "../api-error.ts";

const WHAT_TO_DO: Readonly<Record<RunStatus, string>> = {
  planned: "It is about to start: try again in a moment.",
  sending: "It is about to start: try again in a moment.",
  paused: "It is paused: resume it, then send again.",
  stopped: "It was stopped for good: publish a new campaign.",
  sent: "It was stopped for good: publish a new campaign.",
  expired: "It is over: publish a new campaign.",
  not_sent: "It is over: publish a new campaign.",
};

export const notTriggerable = (status: RunStatus | null): ApiError =>
  new ApiError(
    422,
    `The campaign takes no sends. ${
      status === null
        ? "Only a published campaign with campaign_delivery_type API_TRIGGERED does."
        : WHAT_TO_DO[status]
    }`,
    { code: "CAMPAIGN_NOT_TRIGGERABLE" },
  );

export const tooManyRecipients = (count: number): ApiError =>
  new ApiError(422, `A call sends to exactly one recipient, not to ${count}. Make a call for each.`, {
    code: "RECIPIENT_LIMIT_EXCEEDED",
    problems: [{ field: "recipients", issue: "give exactly one user id" }],
  });

const unknownPlaceholders = (names: readonly string[], known: readonly string[]): ApiError =>
  new ApiError(422, "The template does not read all that was given. Remove or correct the names listed.", {
    code: "UNKNOWN_PLACEHOLDER",
    problems: names.map((name) => ({
      field: `personalized_attributes.${name}`,
      issue: `the template reads ${known.length === 0 ? "no EventAttribute" : `only ${known.join(", ")}`}`,
    })),
  });

/** @throws ApiError for values that the run's template does not read. */
export function assertRead(
  names: readonly string[],
  { eventAttributes }: { eventAttributes: readonly string[] },
): void {
  const unknown = names.filter((name) => !eventAttributes.includes(name));
  if (unknown.length > 0) throw unknownPlaceholders(unknown, eventAttributes);
}

export const unknownRecipient = (): ApiError =>
  new ApiError(
    422,
    "The workspace does not know this user, and the template reads attributes of users. Import the user first.",
    { code: "UNKNOWN_RECIPIENT", problems: [{ field: "recipients[0]", issue: "there is no such user" }] },
  );

export const tooLarge = (maxBytes: number): ApiError =>
  new ApiError(413, `The values that the template reads have more than ${maxBytes} bytes. Send less.`);

export const otherRequest = (): ApiError =>
  new ApiError(
    409,
    "This request id was used within the last 24 hours for another recipient or other values. Use a new one.",
  );

export const tooManyWaiting = (): ApiError =>
  new ApiError(429, "Sends come faster than they can be stored. Try again in a second.", {
    retryAfterSeconds: 1,
  });

export const tooManyOpen = (maxOpen: number): ApiError =>
  new ApiError(
    429,
    `The campaign has ${maxOpen.toLocaleString("en")} sends that are not made yet. Try again when there are fewer.`,
    { retryAfterSeconds: 5 },
  );
