// What counts as success after a message: events within a window, the first goal being the primary one.
import { z } from "zod";
import { Name } from "./text.ts";

export const MAX_GOALS = 5;
const Scalar = z.union([z.string().max(4096), z.number(), z.boolean()]);

export const GoalEventAttribute = z.strictObject({
  name: Name,
  condition: z.string().max(64).optional(),
  data_type: z
    .enum([
      "STRING",
      "DOUBLE",
      "BOOL",
      "NUMBER",
      "GEOPOINT",
      "DATETIME",
      "ARRAY_DOUBLE",
      "ARRAY_STRING",
      "OBJECT",
      "ARRAY_OBJECT",
    ])
    .optional(),
  value: z.union([Scalar, z.array(Scalar).max(1_000)]).optional(),
  value1: Scalar.optional(),
  negate: z.boolean().optional(),
  value_type: z.string().max(64).optional(),
  array_filter_type: z.string().max(64).optional(),
  filters: z
    .array(z.record(z.string().max(200), z.json()))
    .max(100)
    .optional(),
  is_case_sensitive: z.boolean().optional(),
});

export const Goal = z.strictObject({
  goal_name: Name.optional(),
  goal_event_name: Name.optional(),
  goal_event_attribute: GoalEventAttribute.optional(),
  is_primary_goal: z.boolean().optional(),
  revenue_attribute: Name.optional(),
  revenue_currency: z.string().max(8).optional(),
});
export type Goal = z.infer<typeof Goal>;

export const ConversionGoalDetails = z.strictObject({
  attribution_window_in_hours: z.int().min(1).max(240).optional(),
  goals: z.array(Goal).max(MAX_GOALS, `at most ${MAX_GOALS} goals`).optional(),
});
export type ConversionGoalDetails = z.infer<typeof ConversionGoalDetails>;
