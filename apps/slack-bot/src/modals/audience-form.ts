// An audience as the form holds it: everybody, or filters over attributes and custom segments in one group, without the members
// of other segments.
//
//   A1. The form holds an audience when writing it again gives the same audience. Others stay as they are.
//   A2. A row without an attribute is none.
import { isDeepStrictEqual } from "node:util";
import type {
  AttributeDataType,
  AttributeFilter,
  CustomSegmentFilter,
  Filter,
  FilterGroup,
  FilterOperator,
  Problem,
  SegmentationDetails,
} from "@sluice/schema";
import { listIn, NotAValue } from "./form-field.ts";
import { MAX_TYPED_LENGTH } from "./modal-fields.ts";

export interface FilterRow {
  name: string;
  dataType: AttributeDataType;
  operator: FilterOperator;
  negate: boolean;
  typed: string;
}

export interface AudienceForm {
  isForAll: boolean;
  joinedBy: FilterGroup["filter_operator"];
  rows: readonly FilterRow[];
  segmentIds: readonly string[];
  excludedIds: readonly string[];
}

/** Of custom segments, by id. */
export type SegmentNames = ReadonlyMap<string, string>;

export const NO_AUDIENCE: AudienceForm = {
  isForAll: true,
  joinedBy: "and",
  rows: [],
  segmentIds: [],
  excludedIds: [],
};

export const MAX_ROWS = 8;

const WITHOUT_VALUE: readonly FilterOperator[] = ["exists", "today"];
const OF_DAYS: readonly FilterOperator[] = ["inTheLast", "inTheNext"];
const takesMany = (operator: FilterOperator): boolean =>
  operator === "in" || operator.endsWith("InTheFollowing");

/** @throws NotAValue */
export function segmentationOf(form: AudienceForm, names: SegmentNames): SegmentationDetails {
  const { isForAll, joinedBy, rows, segmentIds, excludedIds } = form;
  const filters = [...rows.map(filterOf), ...segmentIds.map((id) => segmentFilter(id, names))];
  const excluded = excludedIds.map((id) => segmentFilter(id, names));
  return {
    ...(isForAll
      ? { is_all_user_campaign: true }
      : { included_filters: { filter_operator: joinedBy, filters } }),
    ...(excluded.length === 0 ? {} : { excluded_filters: { filter_operator: "or", filters: excluded } }),
  };
}

const segmentFilter = (id: string, names: SegmentNames): CustomSegmentFilter => {
  const name = names.get(id);
  return { filter_type: "custom_segments", id, ...(name === undefined ? {} : { name }) };
};

const filterOf = ({ name, dataType, operator, negate, typed }: FilterRow): AttributeFilter => ({
  filter_type: "user_attributes",
  name,
  data_type: dataType,
  operator,
  ...valuesOf(dataType, operator, typed),
  case_sensitive: false,
  negate,
});

const FILTERS = "segmentation_details.included_filters.filters";

/** Values that cannot be read, by the dotted path of each. */
export const rowProblems = (rows: readonly FilterRow[]): Problem[] =>
  rows.flatMap(({ dataType, operator, typed }, index) => {
    try {
      valuesOf(dataType, operator, typed);
      return [];
    } catch (error) {
      if (!(error instanceof NotAValue)) throw error;
      return [{ field: `${FILTERS}[${index}].value`, issue: error.message }];
    }
  });

/** @throws NotAValue */
function valuesOf(
  dataType: AttributeDataType,
  operator: FilterOperator,
  typed: string,
): Pick<AttributeFilter, "value" | "value1"> {
  if (WITHOUT_VALUE.includes(operator)) return {};
  if (typed === "") throw new NotAValue("say what to compare with");
  if (OF_DAYS.includes(operator)) return { value: scalarOf("double", typed) };
  if (takesMany(operator)) return { value: listIn(typed).map((one) => scalarOf(dataType, one)) };
  if (operator !== "between") return { value: scalarOf(dataType, typed) };
  const [from, to, ...more] = listIn(typed);
  if (from === undefined || to === undefined || more.length > 0)
    throw new NotAValue("“between” wants two values: 18, 30");
  const until = scalarOf(dataType, to);
  return { value: scalarOf(dataType, from), value1: typeof until === "boolean" ? to : until };
}

function scalarOf(dataType: AttributeDataType, typed: string): string | number | boolean {
  if (dataType === "double") {
    const value = Number(typed);
    if (!Number.isFinite(value)) throw new NotAValue(`“${typed}” is no number`);
    return value;
  }
  if (dataType !== "bool") return typed;
  if (typed !== "true" && typed !== "false") throw new NotAValue("write true or false");
  return typed === "true";
}

/** A1. Null: the form cannot hold it. */
export function formOf(segmentation: SegmentationDetails | undefined): AudienceForm | null {
  if (segmentation === undefined) return NO_AUDIENCE;
  const {
    included_filters: included,
    excluded_filters: excluded,
    is_all_user_campaign: isForAll,
  } = segmentation;
  const isEmpty = included === undefined && isForAll !== true;
  const form: AudienceForm = {
    isForAll: included === undefined,
    joinedBy: included?.filter_operator ?? "and",
    rows: (included?.filters ?? []).flatMap(rowOf),
    segmentIds: idsIn(included),
    excludedIds: idsIn(excluded),
  };
  if (isEmpty) return excluded === undefined ? form : null;
  if (form.rows.length > MAX_ROWS || !form.rows.every(isTypable)) return null;
  try {
    const again = segmentationOf(form, new Map());
    return isDeepStrictEqual(withoutNames(again), withoutNames(segmentation)) ? form : null;
  } catch {
    return null;
  }
}

/** On one line, within what Slack takes, and not trimmed to something else. */
const isTypable = ({ name, typed }: FilterRow): boolean =>
  [name, typed].every(
    (text) => text === text.trim() && !text.includes("\n") && text.length <= MAX_TYPED_LENGTH,
  );

function rowOf(filter: Filter | FilterGroup): FilterRow[] {
  if ("filters" in filter || filter.filter_type !== "user_attributes") return [];
  const { name, data_type: dataType, operator, negate, value, value1 } = filter;
  const values = [...(Array.isArray(value) ? value : [value]), value1].filter((one) => one !== undefined);
  return [{ name, dataType, operator, negate, typed: values.map(String).join(", ") }];
}

const idsIn = (group: FilterGroup | undefined): string[] =>
  (group?.filters ?? []).flatMap((filter) =>
    "filter_type" in filter && filter.filter_type === "custom_segments" && filter.id !== undefined
      ? [filter.id]
      : [],
  );

/** A segment is the same whatever it is called by now. Flags that say nothing are none. */
function withoutNames(segmentation: SegmentationDetails): unknown {
  const bare = (group: FilterGroup | undefined): unknown =>
    group && {
      ...group,
      filters: group.filters.map((filter) =>
        "filter_type" in filter && filter.filter_type === "custom_segments" && filter.id !== undefined
          ? { filter_type: filter.filter_type, id: filter.id }
          : filter,
      ),
    };
  const { is_all_user_campaign: isForAll, included_filters, excluded_filters } = segmentation;
  return { isForAll: isForAll === true, included: bare(included_filters), excluded: bare(excluded_filters) };
}

/** A patch that makes it the campaign's. */
export const audiencePatch = (segmentation: SegmentationDetails): Record<string, unknown> => ({
  segmentation_details: {
    is_all_user_campaign: segmentation.is_all_user_campaign ?? null,
    included_filters: segmentation.included_filters ?? null,
    excluded_filters: segmentation.excluded_filters ?? null,
  },
});
