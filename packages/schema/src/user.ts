// A user: an id and flat attributes.
import { z } from "zod";
import { UserId } from "./ids.ts";

export const MAX_ATTRIBUTES_PER_USER = 256;
export const MAX_ATTRIBUTE_NAME_LENGTH = 200;
/** Product figures are 512 characters a value; we keep longer ones whole up to this bound and refuse the rest. */
export const MAX_ATTRIBUTE_VALUE_LENGTH = 4096;

/** Of one attribute that holds a list. */
export const MAX_ARRAY_ELEMENTS = 50;
export const MAX_ARRAY_ELEMENT_LENGTH = 512;

export const AttributeName = z.string().min(1).max(MAX_ATTRIBUTE_NAME_LENGTH);
/** Of one kind: a list of numbers, of strings, or of yes and no. */
export const AttributeArray = z.union([
  z.array(z.string().max(MAX_ARRAY_ELEMENT_LENGTH)).max(MAX_ARRAY_ELEMENTS),
  z.array(z.number()).max(MAX_ARRAY_ELEMENTS),
  z.array(z.boolean()).max(MAX_ARRAY_ELEMENTS),
]);
export type AttributeArray = z.infer<typeof AttributeArray>;
export const AttributeScalar = z.union([z.string().max(MAX_ATTRIBUTE_VALUE_LENGTH), z.number(), z.boolean()]);
export type AttributeScalar = z.infer<typeof AttributeScalar>;
export const AttributeValue = z.union([AttributeScalar, AttributeArray]);
export type AttributeValue = z.infer<typeof AttributeValue>;

export const User = z.strictObject({ user_id: UserId, attributes: z.record(AttributeName, AttributeValue) });
export type User = z.infer<typeof User>;

/** A row that the import left out. `line` counts from 1 and is where the row begins. */
export interface RejectedRow {
  line: number;
  reason: string;
}

export interface ImportProgress {
  bytesRead: number;
  rows: number;
  rejected: number;
}

export const ImportResult = z.strictObject({
  rows: z.int(),
  /** Users that are new or whose attributes changed. */
  changed: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
});
export type ImportResult = z.infer<typeof ImportResult>;
