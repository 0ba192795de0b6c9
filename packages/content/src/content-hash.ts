// What approval is bound to: the same definition has the same hash, however its keys are ordered.
import { hash } from "node:crypto";
import type { CampaignDefinition } from "@sluice/schema";

/** sha256, hexadecimal, of the definition as canonical JSON: keys sorted, undefined left out. */
export const contentHash = (definition: CampaignDefinition): string =>
  hash("sha256", JSON.stringify(inOrder(definition)) ?? "", "hex");

/** A copy whose keys are in order at every level; keys like numbers lead, as in every object of the language. */
function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) put(copy, key, inOrder(Reflect.get(value, key)));
  return copy;
}

/** `copy["__proto__"] = …` would not make a key. */
function put(copy: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(copy, key, { value, enumerable: true });
  else copy[key] = value;
}
