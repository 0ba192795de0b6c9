// A list of fields as blocks, and what was typed into them. Only what a view shows is read from it.
import type { InputBlock, KnownBlock } from "@slack/types";
import type { Problem } from "@sluice/schema";
import { context, quoted } from "../blocks/text.ts";
import { type FormField, NotAValue, typedOf, valueOf } from "./form-field.ts";
import { valueIn, type ViewState } from "./modal-fields.ts";

export function shownBlocks(fields: readonly FormField[], stored: object): InputBlock[] {
  return fields.flatMap((field) => {
    const typed = typedOf(field, valueAt(stored, field.path));
    return typed === null ? [] : [field.block(typed)];
  });
}

/** What the form cannot hold is named, and stays as it is. */
export function hiddenFields(fields: readonly FormField[], stored: object): KnownBlock[] {
  const hidden = fields.filter((field) => typedOf(field, valueAt(stored, field.path)) === null);
  if (hidden.length === 0) return [];
  const names = hidden.map(({ label }) => `*${quoted(label, 60)}*`).join(", ");
  return [context(`${names}: more than this form holds, and left as it is. Edit the campaign as a file.`)];
}

/** @param problems grows by each field whose text is no value */
export function valuesIn(
  fields: readonly FormField[],
  state: ViewState,
  problems: Problem[],
): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const field of fields) {
    if (!(field.path in state)) continue;
    try {
      values.set(field.path, valueOf(field, valueIn(state, field.path)));
    } catch (error) {
      if (!(error instanceof NotAValue)) throw error;
      problems.push({ field: field.path, issue: error.message });
    }
  }
  return values;
}

export function valueAt(stored: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
      stored,
    );
}
