// What approval is bound to: the same definition has the same hash, however its keys are ordered.
import { createHash } from "node:crypto";
import type { CampaignDefinition } from "@sluice/schema";

/** sha256, hexadecimal, of the definition as canonical JSON: keys sorted, undefined left out. */
export function contentHash(definition: CampaignDefinition): string {
  return createHash("sha256").update(canonicalJson(definition)).digest("hex");
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isPlainObject(part) ? sortedByKey(part) : part));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A null prototype, so that a key named `__proto__` is a key like any other. Integer-like keys lead, in any input alike. */
function sortedByKey(value: Record<string, unknown>): Record<string, unknown> {
  const sorted = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).sort()) sorted[key] = value[key];
  return sorted;
}
