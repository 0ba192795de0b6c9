// How a preview and a test name the people that they are for, and the values that stand in for their own.
import { z } from "zod";

const MAX_VALUES = 500;
const MAX_TEXT_LENGTH = 8_192;
const MAX_LIST_LENGTH = 100;
const Scalar = z.union([z.string().max(MAX_TEXT_LENGTH), z.number(), z.boolean(), z.null()]);
const Value = z.union([Scalar, z.array(Scalar).max(MAX_LIST_LENGTH)], {
  error: "is no value: use text, a number, true, false or null, or a list of these",
});

export const StandInValues = z
  .record(z.string().min(1).max(200), Value)
  .refine((values) => Object.keys(values).length <= MAX_VALUES, {
    error: `has at most ${MAX_VALUES} values`,
  });
export type StandInValues = z.infer<typeof StandInValues>;

/** The words of both channels; two of them may mean the same. */
export const PersonIdentifier = z.enum([
  "USER_ATTRIBUTE_UNIQUE_ID",
  "ID",
  "USER_ATTRIBUTE_USER_EMAIL",
  "EMAIL",
  "USER_ATTRIBUTE_USER_MOBILE",
  "MOBILE_NUMBER",
  "MOE_GAID",
  "ADVERTISING_IDENTIFIER",
  "PUSH_ID",
]);
export type PersonIdentifier = z.infer<typeof PersonIdentifier>;

export const IdentifierValue = z.string().min(1, "must not be empty").max(512);
