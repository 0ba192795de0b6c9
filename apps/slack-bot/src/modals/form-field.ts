// Fields of a form: each holds one field of a campaign as text that a person can type, and reads it back.
//
//   F1. A field shows a value only when reading it back gives the same value; what it cannot hold stays as it is.
//   F2. An empty field takes the value away.
import { isDeepStrictEqual } from "node:util";
import type { InputBlock } from "@slack/types";
import type { KeyValue } from "@sluice/schema";
import { choicesOf, defaultOf, descriptionOf, numberLimits, textLimits } from "./schema-field.ts";
import { MAX_TYPED_LENGTH, numberInput, selectInput, textInput } from "./modal-fields.ts";

/** What was typed is no value; the message says why, for people. */
export class NotAValue extends Error {
  override readonly name = "NotAValue";
}

export interface FormField {
  /** Dotted path in the campaign, and the block's id. */
  path: string;
  label: string;
  block(typed: string): InputBlock;
  typed(value: unknown): string;
  /** Of a text that is not empty. @throws NotAValue */
  value(typed: string): unknown;
}

export interface FieldOptions {
  hint?: string;
  placeholder?: string;
  optional?: boolean;
}

/** F1. Null: the form cannot hold it. */
export function typedOf(field: FormField, value: unknown): string | null {
  if (value === undefined) return "";
  try {
    const typed = field.typed(value);
    const isSame = typed !== "" && typed === typed.trim() && isDeepStrictEqual(field.value(typed), value);
    return isSame && typed.length <= MAX_TYPED_LENGTH ? typed : null;
  } catch {
    return null;
  }
}

/** F2. @throws NotAValue */
export const valueOf = (field: FormField, typed: string): unknown =>
  typed === "" ? undefined : field.value(typed);

const shared = (path: string, { hint, optional = true }: FieldOptions) => ({
  hint: hint ?? descriptionOf(path),
  optional,
});

export const textField = (path: string, label: string, options: FieldOptions = {}): FormField => ({
  path,
  label,
  block: (initial) =>
    textInput(path, label, {
      ...shared(path, options),
      ...textLimits(path),
      placeholder: options.placeholder,
      initial,
    }),
  typed: String,
  value: (typed) => typed,
});

export const numberField = (path: string, label: string, options: FieldOptions = {}): FormField => ({
  path,
  label,
  block: (initial) => numberInput(path, label, { ...shared(path, options), ...numberLimits(path), initial }),
  typed: String,
  value: (typed) => {
    const value = Number(typed);
    if (!Number.isFinite(value)) throw new NotAValue("is no number");
    return value;
  },
});

/** @param words what stands for a value that says too little by itself; `first` is chosen where nothing is */
export const choiceField = (
  path: string,
  label: string,
  words: Readonly<Record<string, string>> = {},
  options: FieldOptions & { among?: readonly string[]; first?: string } = {},
): FormField => ({
  path,
  label,
  block: (initial) => {
    const choices = (options.among ?? choicesOf(path)).map(
      (value) => [value, words[value] ?? value] as const,
    );
    const given = initial === "" ? (options.first ?? defaultOf(path)) : initial;
    return selectInput(path, label, choices, { ...shared(path, options), initial: given });
  },
  typed: String,
  value: (typed) => typed,
});

const FLAG = [
  ["true", "Yes"],
  ["false", "No"],
] as const;

export const flagField = (path: string, label: string, options: FieldOptions = {}): FormField => ({
  path,
  label,
  block: (initial) => selectInput(path, label, FLAG, { ...shared(path, options), initial }),
  typed: String,
  value: (typed) => typed === "true",
});

export const listIn = (typed: string): string[] =>
  typed
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** @param one how an entry is read; its text, when left out */
export const listField = (
  path: string,
  label: string,
  options: FieldOptions & { one?: (typed: string) => unknown } = {},
): FormField => ({
  path,
  label,
  block: (initial) =>
    textInput(path, label, { ...shared(path, options), placeholder: options.placeholder, initial }),
  typed: (value) => (value as unknown[]).map(String).join(", "),
  value: (typed) => listIn(typed).map((part) => options.one?.(part) ?? part),
});

export const pairsIn = (typed: string): KeyValue[] =>
  typed
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const colon = line.indexOf(":");
      if (colon < 1)
        throw new NotAValue(`“${line.trim()}” has no colon: write “name: value”, each on a line`);
      return { key: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
    });

export const pairsTyped = (pairs: readonly KeyValue[]): string =>
  pairs.map(({ key, value }) => `${key}: ${value}`).join("\n");

/** `name: value`, each on a line. */
export const pairsField = (path: string, label: string, options: FieldOptions = {}): FormField => ({
  path,
  label,
  block: (initial) =>
    textInput(path, label, {
      ...shared(path, options),
      multiline: true,
      placeholder: options.placeholder,
      initial,
    }),
  typed: (value) => pairsTyped(value as KeyValue[]),
  value: pairsIn,
});
