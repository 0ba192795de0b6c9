// What a user must have done, and how long to wait after (or before) it.
import { z } from "zod";
import { FilterGroup } from "./filters.ts";
import { Name } from "./text.ts";

const conditions = {
  included_filters: FilterGroup.optional().describe("Primary events: any of them triggers."),
  secondary_included_filters: FilterGroup.optional().describe("Must hold as well when the wait is over."),
  trigger_delay_value: z.int().min(0).max(1_000_000).optional(),
  trigger_delay_granularity: z.enum(["MINUTES", "HOURS", "DAYS"]).optional(),
  trigger_relation: z.enum(["BEFORE", "AFTER"]).optional(),
  trigger_attr: z
    .strictObject({ name: Name })
    .optional()
    .describe("The event's attribute that BEFORE counts from. Its bare name is accepted too."),
};

export const TriggerCondition = z.strictObject({
  ...conditions,
  trigger_delay_type: z.enum(["ASAP", "DELAY"]).optional(),
});

/** Push alone may leave the moment within a window to the engine. */
export const PushTriggerCondition = z.strictObject({
  ...conditions,
  trigger_delay_type: z.enum(["ASAP", "DELAY", "INTELLIGENT_DELAY"]).optional(),
  intelligent_delay_optimization: z
    .strictObject({
      min_delay_value: z.int().min(0).max(1_000_000),
      min_delay_granularity: z.enum(["MINUTES", "HOURS"]),
      max_delay_value: z.int().min(0).max(1_000_000),
      max_delay_granularity: z.enum(["HOURS", "DAYS"]),
    })
    .optional(),
});
export type PushTriggerCondition = z.infer<typeof PushTriggerCondition>;
