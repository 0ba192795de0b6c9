// What the description says of an operation beside what its schemas say.
import type { z } from "zod";
import type { ErrorStatus } from "../../api-error.ts";

/** In the order in which the page shows them. */
export const GROUPS = {
  Campaigns:
    "Write campaigns, read them, find them. A campaign is a draft until somebody else has approved it.",
  "Test and preview": "See what a user would get, before anybody approves it. Nothing is counted.",
  Review: "Submit, approve, reject. Nobody approves what they wrote, edited or submitted.",
  Publication: "Publish what was approved; pause, resume, stop and slow down what is being sent.",
  "API-triggered sends": "Send to one user now, through a published campaign.",
  Results: "What became of each targeted user, why, and what was given up.",
  History: "Versions of a campaign, and who did what with it.",
  Segments: "Audiences with a name, for more than one campaign.",
  "Control group": "Users that get nothing on purpose, to see what campaigns are worth.",
  "Users, events and devices": "What campaigns know of people.",
  Authorization:
    "How requests to endpoints prove who sends them. A secret that was written is never shown again.",
  Signing: "What every request to an endpoint is signed with (Standard Webhooks).",
  Limits: "How many requests a minute leave, at most.",
  "API keys": "Who may do what over this API.",
} as const;
export type Group = keyof typeof GROUPS;

export interface OperationText {
  /** Unique, camelCase: the name of the operation in generated clients. */
  id: string;
  group: Group;
  /** What a reader needs to know to use it well: what it does to the state, what it does not do, what follows. Markdown. */
  description: string;
  /** Refusals of its own, beside those that every operation of its kind has. */
  refusals?: readonly ErrorStatus[];
  /** Where the route takes more than it documents, because the stored campaign decides. */
  body?: z.ZodType;
  /** Answers that are no JSON. */
  produces?: string;
  /** Whole texts that are taken: a file in the body. */
  consumes?: readonly string[];
}

/** By method and path, as routes are registered: `POST /v5/campaigns/:id/submit`. */
export type OperationTexts = Readonly<Record<string, OperationText>>;
