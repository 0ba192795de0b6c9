// Clients write some values in forms that the product's own pages gave at one time or another. Each is read as its newest
// form before the schema sees it, so that the schema, the store and every answer know one form (docs/decisions/0025).

type Rewrite = (value: unknown) => unknown;

const upperCase: Rewrite = (value) => (typeof value === "string" ? value.toUpperCase() : value);
const upperSnakeCase: Rewrite = (value) =>
  typeof value === "string" ? value.trim().toUpperCase().replaceAll(" ", "_") : value;
/** A bare name, as one page has it; nothing, when it is empty. */
const named: Rewrite = (value) => {
  if (typeof value !== "string") return value;
  return value === "" ? undefined : { name: value };
};
const otherWord =
  (older: string, newest: string): Rewrite =>
  (value) =>
    value === older ? newest : value;
/** Shares as texts, from before they were numbers. */
const wholeNumbers: Rewrite = (value) =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, share]) => [key, wholeNumber(share)]))
    : value;
const wholeNumber: Rewrite = (value) =>
  typeof value === "string" && /^\d{1,3}$/.test(value) ? Number(value) : value;

/** Fields that hold one of these wherever they stand in a campaign. */
const REWRITES: Readonly<Record<string, Rewrite>> = {
  slider_transition: upperCase,
  interruption_level: upperSnakeCase,
  sherpa_distribution_metric: upperSnakeCase,
  trigger_attr: named,
  connector_type: otherWord("AWS SES", "AMAZON_SES"),
  user_attribute_identifier: otherWord("MOE_EMAIL_ID", "Email (Standard)"),
  manual_distribution_percentage: wholeNumbers,
};

/** What is the writer's own: whatever its fields are called, they are not ours. */
const NOT_OURS: ReadonlySet<string> = new Set(["body", "personalized_attributes"]);

const MAX_DEPTH = 32;

/** @returns the input, or a copy with older forms rewritten. Never throws: what is no object is the schema's to refuse. */
export function newestForms(input: unknown): unknown {
  return rewriteWithin(input, 0);
}

/** HOT: once per create. A copy only where something changes: as a rule nothing does. */
function rewriteWithin(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return rewriteParts(value, depth);
  let changed: Array<[string, unknown]> | null = null;
  for (const key of Object.keys(value)) {
    const part: unknown = Reflect.get(value, key);
    const newest = rewriteField(key, part, depth);
    if (newest !== part) (changed ??= []).push([key, newest]);
  }
  return changed === null ? value : Object.fromEntries([...Object.entries(value), ...changed]);
}

function rewriteParts(parts: readonly unknown[], depth: number): readonly unknown[] {
  const newest = parts.map((part) => rewriteWithin(part, depth + 1));
  return newest.some((part, index) => part !== parts[index]) ? newest : parts;
}

function rewriteField(key: string, part: unknown, depth: number): unknown {
  if (NOT_OURS.has(key)) return part;
  const rewrite = Object.hasOwn(REWRITES, key) ? REWRITES[key] : undefined;
  return rewriteWithin(rewrite === undefined ? part : rewrite(part), depth + 1);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
