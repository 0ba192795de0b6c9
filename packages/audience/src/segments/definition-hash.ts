// The same filters have the same hash, however their keys are ordered.
import { createHash } from "node:crypto";
import type { SegmentDefinition } from "@sluice/schema";

/** sha256, hexadecimal. */
export const definitionHash = (definition: SegmentDefinition): string =>
  createHash("sha256")
    .update(JSON.stringify(sorted(definition)))
    .digest("hex");

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]);
}
