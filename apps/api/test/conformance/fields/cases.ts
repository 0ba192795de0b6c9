// A table of fields → single cases: a whole body, the field in it, and what it is answered as.
import { type Fields, type FieldTable, type FieldValues, isValues, ListOf } from "./field-values.ts";

export interface FieldCase {
  /** `campaign_content.content.push.android.buttons[0].btn_name` */
  path: string;
  keys: ReadonlyArray<string | number>;
  values: FieldValues;
  base: Record<string, unknown>;
}

export const casesOf = ({ base, fields }: FieldTable): FieldCase[] => walk(fields, [], base);

function walk(fields: Fields, keys: ReadonlyArray<string | number>, base: FieldTable["base"]): FieldCase[] {
  return Object.entries(fields).flatMap(([name, field]): FieldCase[] => {
    const at = [...keys, name];
    if (field instanceof ListOf) return walk(field.item, [...at, 0], base);
    if (!isValues(field)) return walk(field, at, base);
    return [{ path: dotted(at), keys: at, values: field, base }];
  });
}

export const dotted = (keys: ReadonlyArray<string | number>): string =>
  keys.reduce<string>(
    (path, key) => (typeof key === "number" ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`),
    "",
  );

/** A copy of the body in which one field has another value; what is missing on the way is made. */
export function withField(
  body: unknown,
  [key, ...rest]: ReadonlyArray<string | number>,
  value: unknown,
): unknown {
  if (key === undefined) return value;
  const holder = (body ?? (typeof key === "number" ? [] : {})) as Record<string | number, unknown>;
  const inner = withField(holder[key], rest, value);
  if (typeof key === "number") return [inner]; // the tables look at the first item of a list
  return { ...holder, [key]: inner };
}

export const fieldAt = (body: unknown, keys: ReadonlyArray<string | number>): unknown =>
  keys.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | undefined)?.[key], body);
