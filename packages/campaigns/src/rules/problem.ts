// The words in which every rule speaks: what is wrong, then what to do.
import type { Problem } from "@sluice/schema";

export const missing = (field: string, whatToDo: string): Problem => ({
  field,
  issue: `is missing: ${whatToDo}`,
});

/** A field that says something which does not hold here. */
export const misplaced = (field: string, why: string): Problem => ({ field, issue: `${why}; remove it` });

export const when = (isSo: boolean, field: string, issue: string): Problem[] =>
  isSo ? [{ field, issue }] : [];

/** Absent, or a text of nothing but space, or a list of nothing. */
export const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.length === 0);

/** Says nothing: absent, off, or none. Programs write every field of a form that they fill in. */
export const isIdle = (value: unknown): boolean =>
  isBlank(value) || value === false || value === 0 || value === "0";

/** `missing` for each of the fields that has no value. */
export const missingFields = (
  holder: object | undefined,
  path: string,
  wanted: Readonly<Record<string, string>>,
): Problem[] =>
  Object.entries(wanted)
    .filter(([name]) => holder === undefined || isBlank(Reflect.get(holder, name)))
    .map(([name, whatToDo]) => missing(`${path}.${name}`, whatToDo));

/** Names with a value, of those that are asked for. */
export const namesGiven = (holder: object | undefined, names: readonly string[]): string[] =>
  holder === undefined ? [] : names.filter((name) => !isIdle(Reflect.get(holder, name)));
