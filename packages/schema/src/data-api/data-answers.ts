// What the Data API answers: its own shapes, which differ from those of campaigns.
import { z } from "zod";
import { REFUSAL_TYPES } from "./refusal-type.ts";
import { UserIdentifier } from "./user-requests.ts";

export const DataAccepted = z.object({
  status: z.literal("success"),
  message: z.string(),
  request_id: z.string(),
});
export type DataAccepted = z.infer<typeof DataAccepted>;

export const DataRefused = z.object({
  status: z.literal("fail"),
  error: z.object({
    type: z.enum(REFUSAL_TYPES),
    message: z.string(),
    attribute: z.string().optional().describe("Dotted path of the field at fault."),
    request_id: z.string(),
  }),
});
export type DataRefused = z.infer<typeof DataRefused>;

export const ExportedUsers = z.object({
  status: z.literal("success"),
  type: z.literal("export_users"),
  data: z.object({
    users_not_found: z.array(UserIdentifier),
    users: z.array(z.object({ user_attributes: z.record(z.string(), z.unknown()) })),
  }),
});
export type ExportedUsers = z.infer<typeof ExportedUsers>;

export const MergeAccepted = z.object({
  status: z.literal("success"),
  operation: z.literal("created"),
  request_id: z.string(),
});
export type MergeAccepted = z.infer<typeof MergeAccepted>;

/** An element of a bulk request that was refused. */
export const RefusedElement = z.object({
  /** Counts from 0. */
  element: z.int(),
  type: z.enum(REFUSAL_TYPES),
  message: z.string(),
  attribute: z.string().optional(),
});
export type RefusedElement = z.infer<typeof RefusedElement>;

export const TransitionReport = z.object({
  status: z.literal("success"),
  request_id: z.string(),
  elements: z.int().optional().describe("Of the whole request; left out when nothing of it was refused."),
  refused: z.int().describe("0 as well for a request that is not known, or older than 7 days."),
  listed: z.array(RefusedElement).describe("The first hundred."),
});
export type TransitionReport = z.infer<typeof TransitionReport>;
