// Filters over user attributes, over what users did, and over custom segments, nested with and/or. Names and operators are
// those of the V5 campaigns API.
import { z } from "zod";

/** A referenced segment or a nested group is one level (product limit). */
export const MAX_FILTER_DEPTH = 6;
const MAX_FILTERS_PER_GROUP = 100;
const MAX_VALUES = 10_000;

export const AttributeDataType = z.enum(["string", "double", "bool", "datetime"]);
export type AttributeDataType = z.infer<typeof AttributeDataType>;

/** Which operators go with which data type. */
export const OPERATORS: Readonly<Record<AttributeDataType, readonly FilterOperator[]>> = {
  bool: ["is", "exists"],
  double: ["is", "in", "between", "lessThan", "greaterThan", "exists"],
  string: [
    "is",
    "in",
    "contains",
    "containsInTheFollowing",
    "startWithInTheFollowing",
    "endsWithInTheFollowing",
    "exists",
  ],
  datetime: ["on", "between", "before", "after", "inTheLast", "inTheNext", "today", "exists"],
};

export const FilterOperator = z.enum([
  "is",
  "in",
  "between",
  "lessThan",
  "greaterThan",
  "exists",
  "contains",
  "containsInTheFollowing",
  "startWithInTheFollowing",
  "endsWithInTheFollowing",
  "inTheLast",
  "on",
  "before",
  "after",
  "inTheNext",
  "today",
]);
export type FilterOperator = z.infer<typeof FilterOperator>;

const Scalar = z.union([z.string().max(4096), z.number(), z.boolean()]);

export const AttributeFilter = z.strictObject({
  filter_type: z.literal("user_attributes"),
  name: z.string().min(1).max(200),
  data_type: AttributeDataType,
  operator: FilterOperator,
  /** One value, or several for the `in…` operators. Days for `inTheLast` and `inTheNext`. Not for `exists` and `today`. */
  value: z.union([Scalar, z.array(Scalar).min(1).max(MAX_VALUES)]).optional(),
  /** Upper end of `between`, which includes both ends. */
  value1: z.union([z.string().max(4096), z.number()]).optional(),
  case_sensitive: z.boolean().default(false),
  negate: z.boolean().default(false),
  category: z.string().max(200).optional(),
  /** The value is a template over the business event: `{{BusinessEventAttribute['x']}}`. */
  is_dynamic_value: z.boolean().optional(),
  /** Of a workspace that is divided into projects. */
  project_name: z.string().max(200).optional(),
});
export type AttributeFilter = z.infer<typeof AttributeFilter>;

const TimeValue = z.union([z.string().max(64), z.number()]);

/** Has (or has not) done something, so many times, within a time. */
export interface ActionFilter {
  filter_type: "actions";
  action_name: string;
  executed?: boolean | undefined;
  execution?:
    | { type: "atleast" | "atmost" | "exactly" | "firstTime" | "lastTime"; count?: number | undefined }
    | undefined;
  attributes?: FilterGroup | undefined;
  primary_time_range?:
    | {
        type: "on" | "inTheLast" | "before" | "after" | "between";
        value_type?: "absolute" | "relative_past" | undefined;
        value: string | number;
        value1?: string | number | undefined;
        period_unit?: "days" | "weeks" | "months" | undefined;
      }
    | undefined;
  condition?: string | undefined;
  project_name?: string | undefined;
}

export const ActionFilter = z.strictObject({
  filter_type: z.literal("actions"),
  action_name: z.string().min(1).max(200),
  executed: z.boolean().optional(),
  execution: z
    .strictObject({
      type: z.enum(["atleast", "atmost", "exactly", "firstTime", "lastTime"]),
      count: z.int().min(0).max(1_000_000).optional(),
    })
    .optional(),
  /** Filters over the event's own attributes. */
  attributes: z.lazy(() => FilterGroup).optional(),
  primary_time_range: z
    .strictObject({
      type: z.enum(["on", "inTheLast", "before", "after", "between"]),
      value_type: z.enum(["absolute", "relative_past"]).optional(),
      value: TimeValue,
      value1: TimeValue.optional(),
      period_unit: z.enum(["days", "weeks", "months"]).optional(),
    })
    .optional(),
  condition: z.string().max(64).optional(),
  project_name: z.string().max(200).optional(),
});

/** By id, or by name, which is looked up when the campaign is published. */
export const CustomSegmentFilter = z.strictObject({
  filter_type: z.literal("custom_segments"),
  id: z.string().min(1).max(64).optional(),
  name: z.string().min(1).max(256).optional(),
});
export type CustomSegmentFilter = z.infer<typeof CustomSegmentFilter>;

export type Filter = AttributeFilter | ActionFilter | CustomSegmentFilter;

export interface FilterGroup {
  filter_operator: "and" | "or";
  filters: Array<Filter | FilterGroup>;
}

// The input side is `unknown`: recursion and defaults together are beyond what inference can express.
export const FilterGroup: z.ZodType<FilterGroup> = z.strictObject({
  filter_operator: z.enum(["and", "or"]),
  filters: z
    .array(
      z.lazy(() =>
        z.union(
          [
            z.discriminatedUnion("filter_type", [AttributeFilter, ActionFilter, CustomSegmentFilter], {
              error: 'filter_type is "user_attributes", "actions" or "custom_segments"',
            }),
            FilterGroup,
          ],
          { error: "not a filter: give filter_type, or a group of filter_operator and filters" },
        ),
      ),
    )
    .min(1)
    .max(MAX_FILTERS_PER_GROUP),
});

export const SegmentationDetails = z.strictObject({
  is_all_user_campaign: z.boolean().optional(),
  included_filters: FilterGroup.optional(),
  excluded_filters: FilterGroup.optional(),
  send_campaign_to_opt_out_users: z.boolean().optional(),
});
export type SegmentationDetails = z.infer<typeof SegmentationDetails>;
