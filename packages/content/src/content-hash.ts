// What approval is bound to: the same definition has the same hash, however its keys are ordered.
import { createHash } from "node:crypto";
import type { CampaignDefinition } from "@sluice/schema";

/** sha256, hexadecimal, of the definition as canonical JSON: keys sorted, undefined left out. */
export function contentHash(definition: CampaignDefinition): string {
  return createHash("sha256").update(canonicalJson(definition)).digest("hex");
}

/** A copy in order first, then one call without a replacer: that asks back for every value, and takes three times as long. */
const canonicalJson = (value: unknown): string => JSON.stringify(inOrder(value));

function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  return sortedByKey(value as Record<string, unknown>);
}

/** A null prototype, so that a key named `__proto__` is a key like any other. Integer-like keys lead, in any input alike. */
function sortedByKey(value: Record<string, unknown>): Record<string, unknown> {
  const sorted = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).sort()) sorted[key] = inOrder(value[key]);
  return sorted;
}
