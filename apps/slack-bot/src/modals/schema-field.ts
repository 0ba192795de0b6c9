// A field of a connector campaign by its dotted path, as the shared schema has it. Its limits and choices are read there and
// never written again, and a path that the schema does not know fails when the bot starts.
import { ConnectorDefinition } from "@sluice/schema";
import { z } from "zod";

/** @throws Error: the schema has no such field */
export function fieldSchema(path: string): z.ZodType {
  const found = path
    .split(".")
    .reduce<z.ZodType | undefined>((schema, key) => schema && within(schema, key), ConnectorDefinition);
  if (found === undefined) throw new Error(`a campaign has no field ${path}`);
  return found;
}

/** Of a union, the branch that has the key; of a list, its entries. */
function within(schema: z.ZodType, key: string): z.ZodType | undefined {
  const bare = unwrapped(schema);
  if (bare instanceof z.ZodObject) return bare.shape[key] as z.ZodType | undefined;
  if (bare instanceof z.ZodArray) return within(bare.element as z.ZodType, key);
  if (!(bare instanceof z.ZodUnion)) return undefined;
  const branches = bare.options as readonly z.ZodType[];
  return branches.map((branch) => within(branch, key)).find((found) => found !== undefined);
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodLazy) return unwrapped(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return unwrapped(schema.unwrap() as z.ZodType);
  return schema;
}

/** What the schema says of it for people; none: undefined. */
export const descriptionOf = (path: string): string | undefined => {
  const schema = fieldSchema(path);
  return schema.description ?? unwrapped(schema).description;
};

export interface TextLimits {
  minLength: number | undefined;
  maxLength: number | undefined;
}

/** Of a text, or of each text in a list. */
export function textLimits(path: string): TextLimits {
  const bare = unwrapped(fieldSchema(path));
  if (!(bare instanceof z.ZodString)) throw new Error(`${path} is no text`);
  return { minLength: bare.minLength ?? undefined, maxLength: bare.maxLength ?? undefined };
}

export function numberLimits(path: string): { min: number; max: number } {
  const bare = unwrapped(fieldSchema(path));
  if (!(bare instanceof z.ZodNumber)) throw new Error(`${path} is no number`);
  const { minValue, maxValue } = bare;
  if (minValue === null || maxValue === null) throw new Error(`${path} has no bounds`);
  return { min: minValue, max: maxValue };
}

export function choicesOf(path: string): readonly string[] {
  const bare = unwrapped(fieldSchema(path));
  if (!(bare instanceof z.ZodEnum)) throw new Error(`${path} is no choice`);
  return bare.options.map(String);
}

/** The choice that the schema takes when none is given; empty: none. */
export function defaultOf(path: string): string {
  const schema = fieldSchema(path);
  const value: unknown = schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined;
  return typeof value === "string" ? value : "";
}
