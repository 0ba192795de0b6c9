// The words in which every rule speaks: what is wrong, then what to do.
import type { Problem } from "@sluice/schema";

export const missing = (field: string, whatToDo: string): Problem => ({
  field,
  issue: `is missing: ${whatToDo}`,
});

/** A field that says something which does not hold here. */
export const misplaced = (field: string, why: string): Problem => ({ field, issue: `${why}; remove it` });

/** Absent, or a text of nothing but space. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** `missing` for each of the fields that has no value. */
export const missingFields = (
  holder: object | undefined,
  path: string,
  wanted: Readonly<Record<string, string>>,
): Problem[] =>
  Object.entries(wanted)
    .filter(([name]) => holder === undefined || isBlank(Reflect.get(holder, name)))
    .map(([name, whatToDo]) => missing(`${path}.${name}`, whatToDo));
