// A condition as SQL over one row of `users`. The twin of condition-predicate.ts.
//
//   Q1. The expression is true, false or null (missing, or of another type); group-sql takes null as false.
//   Q2. It never raises: a cast stands inside a CASE whose pattern guarantees that it succeeds.
//   Q3. Postgres 15 syntax. Case folding uses the ICU root collation, which does what JavaScript's toLowerCase does
//       on every machine, whatever the locale of the database.
import type { Condition, TextMatch } from "./condition.ts";
import { INSTANT_PATTERN } from "./instant.ts";
import { NUMBER_TEXT_PATTERN } from "./number-text.ts";
import type { SqlWriter } from "./sql-writer.ts";

export function conditionSql(condition: Condition, column: ValueSql, writer: SqlWriter): string {
  switch (condition.kind) {
    case "exists":
      return `${column.text} is not null`;
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
      return betweenSql(instantMsSql(column), condition.fromMs, condition.toMs, writer);
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

/** No JSON number or bool looks like a date, so the type need not be asked. Milliseconds since 1970, cut down. */
function instantMsSql({ text }: ValueSql): string {
  const zoned =
    `case when length(${text}) = 10 then ${text} || ' 00:00Z'` +
    ` when substr(${text}, 11) ~ '[Z+-]' then ${text} else ${text} || 'Z' end`;
  const instantMs = `floor(extract(epoch from (${zoned})::timestamptz) * 1000)`;
  return `(case when ${text} ~ '${INSTANT_PATTERN}' then ${instantMs} end)`;
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
  return `exists (select from unnest(${needles}) as needle where ${NEEDLE_SQL[condition.match](text)})`;
}

/** Not LIKE: a needle has no wildcards that could be left unescaped. */
const NEEDLE_SQL: Readonly<Record<Exclude<TextMatch, "equals">, (text: string) => string>> = {
  contains: (text) => `strpos(${text}, needle) > 0`,
  starts_with: (text) => `starts_with(${text}, needle)`,
  ends_with: (text) => `right(${text}, length(needle)) = needle`,
};
