// A condition as SQL over one row of `users`. The twin of condition-predicate.ts.
//
//   Q1. The expression is true, false or null (missing, or of another type); group-sql takes null as false.
//   Q2. It never raises: a cast stands inside a CASE whose pattern guarantees that it succeeds.
//   Q3. Postgres 15 syntax. Case folding uses the ICU root collation, which does what JavaScript's toLowerCase does
//       on every machine, whatever the locale of the database.
//   Q4. A list matches when one of its values does. Values that are no lists pay for one look at their type.
import type { Condition, TextMatch } from "./condition.ts";
import { INSTANT_PATTERN, textRange } from "./instant.ts";
import { NUMBER_TEXT_PATTERN } from "./number-text.ts";
import type { SqlWriter } from "./sql-writer.ts";

export function conditionSql(condition: Condition, column: ValueSql, writer: SqlWriter): string {
  if (condition.kind === "exists") return `${column.text} is not null`;
  const ofValue = scalarSql(condition, column, writer);
  if (column.json === null) return ofValue;
  const list = `case when jsonb_typeof(${column.json}) = 'array' then ${column.json} end`;
  return (
    `(${ofValue} or (jsonb_typeof(${column.json}) = 'array' and` +
    ` exists (select from jsonb_array_elements(${list}) as element where ${scalarSql(condition, ELEMENT, writer)})))`
  );
}

function scalarSql(
  condition: Exclude<Condition, { kind: "exists" }>,
  column: ValueSql,
  writer: SqlWriter,
): string {
  switch (condition.kind) {
    case "bool":
      return `lower(${column.text} collate "C") = ${writer.bind(String(condition.value), "text")}`;
    case "number_in":
      return `${numberSql(column)} = any(${writer.bind(condition.values, "numeric[]")})`;
    case "number_below":
      return `${numberSql(column)} < ${writer.bind(condition.max, "numeric")}`;
    case "number_above":
      return `${numberSql(column)} > ${writer.bind(condition.min, "numeric")}`;
    case "number_between":
      return betweenSql(numberSql(column), condition.min, condition.max, writer);
    case "text":
      return textSql(condition, column, writer);
    case "instant":
      return instantSql(condition, column, writer);
    default:
      return condition satisfies never;
  }
}

/** How a value is read: as text whatever its JSON type, as a JSON string only, and as its JSON type. */
export interface ValueSql {
  text: string;
  string: string;
  /** Null when the column is text, not JSON. */
  json: string | null;
}

/** One value of a list. */
const ELEMENT: ValueSql = {
  text: "(element #>> '{}')",
  json: "element",
  string: "case when jsonb_typeof(element) = 'string' then (element #>> '{}') end",
};

/** The unique id of a user is filtered under this name; everything else is an attribute. */
export const USER_ID_NAME = "user_id";

export function valueSql(name: string, writer: SqlWriter): ValueSql {
  if (name === USER_ID_NAME) return { text: "user_id", string: "user_id", json: null };
  const parameter = writer.bind(name, "text");
  const json = `attributes->${parameter}`;
  const text = `(attributes->>${parameter})`;
  return { text, json, string: `case when jsonb_typeof(${json}) = 'string' then ${text} end` };
}

/** JSON numbers compare exactly; a string goes through float8, so that it means the double that JavaScript reads. */
function numberSql({ text, json }: ValueSql): string {
  const fromText = `case when ${text} ~ '${NUMBER_TEXT_PATTERN}' then ${text}::float8::text::numeric end`;
  if (json === null) return `(${fromText})`;
  return `(case jsonb_typeof(${json}) when 'number' then (${json})::numeric when 'string' then ${fromText} end)`;
}

/** No JSON number or bool looks like a date, so the type need not be asked. */
function instantSql(
  { fromMs, toMs }: Extract<Condition, { kind: "instant" }>,
  { text }: ValueSql,
  writer: SqlWriter,
): string {
  const { first, end } = textRange(fromMs, toMs);
  const sorts = `${text} collate "C" >= ${writer.bind(first, "text")} and ${text} collate "C" < ${writer.bind(end, "text")}`;
  const isInRange = betweenSql(instantMsSql(text), fromMs, toMs, writer);
  return `case when ${sorts} and ${text} ~ '${INSTANT_PATTERN}' then ${isInRange} end`;
}

/** Milliseconds since 1970, cut down. */
function instantMsSql(text: string): string {
  const zoned =
    `case when length(${text}) = 10 then ${text} || ' 00:00Z'` +
    ` when substr(${text}, 11) ~ '[Z+-]' then ${text} else ${text} || 'Z' end`;
  return `floor(extract(epoch from (${zoned})::timestamptz) * 1000)`;
}

function betweenSql(value: string, min: number | null, max: number | null, writer: SqlWriter): string {
  if (min === null) return `${value} <= ${writer.bind(max, "numeric")}`;
  if (max === null) return `${value} >= ${writer.bind(min, "numeric")}`;
  return `${value} between ${writer.bind(min, "numeric")} and ${writer.bind(max, "numeric")}`;
}

function textSql(
  condition: Extract<Condition, { kind: "text" }>,
  column: ValueSql,
  writer: SqlWriter,
): string {
  const text = condition.isCaseSensitive
    ? `(${column.string})`
    : `lower((${column.string}) collate "und-x-icu") collate "C"`;
  const needles = writer.bind(condition.needles, "text[]");
  if (condition.match === "equals") return `${text} = any(${needles})`;
  // The text is folded once, not once for each needle: OFFSET 0 keeps the planner from merging the two.
  return (
    `exists (select from (select ${text} as haystack offset 0) as folded, unnest(${needles}) as needle` +
    ` where ${NEEDLE_SQL[condition.match]})`
  );
}

/** Not LIKE: a needle has no wildcards that could be left unescaped. */
const NEEDLE_SQL: Readonly<Record<Exclude<TextMatch, "equals">, string>> = {
  contains: "strpos(haystack, needle) > 0",
  starts_with: "starts_with(haystack, needle)",
  ends_with: "right(haystack, length(needle)) = needle",
};
