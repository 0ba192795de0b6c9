// Filters over user attributes, nested with and/or. Names and operators are those of the V5 campaigns API.
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
});
export type AttributeFilter = z.infer<typeof AttributeFilter>;

export interface FilterGroup {
  filter_operator: "and" | "or";
  filters: Array<AttributeFilter | FilterGroup>;
}

// The input side is `unknown`: recursion and defaults together are beyond what inference can express.
export const FilterGroup: z.ZodType<FilterGroup> = z.strictObject({
  filter_operator: z.enum(["and", "or"]),
  filters: z
    .array(
      z.lazy(() =>
        z.union([AttributeFilter, FilterGroup], {
          error: "not a filter: give filter_type, or a group of filter_operator and filters",
        }),
      ),
    )
    .min(1)
    .max(MAX_FILTERS_PER_GROUP),
});

export const SegmentationDetails = z.strictObject({
  is_all_user_campaign: z.boolean().optional(),
  included_filters: FilterGroup.optional(),
  excluded_filters: FilterGroup.optional(),
});
export type SegmentationDetails = z.infer<typeof SegmentationDetails>;
