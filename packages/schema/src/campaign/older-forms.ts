// Clients write some values in forms that the product's own pages gave at one time or another. Each is read as its newest
// form before the schema sees it, so that the schema, the store and every answer know one form (docs/decisions/0025).

type Rewrite = (value: unknown) => unknown;

const upperCase: Rewrite = (value) => (typeof value === "string" ? value.toUpperCase() : value);
const upperSnakeCase: Rewrite = (value) =>
  typeof value === "string" ? value.trim().toUpperCase().replaceAll(" ", "_") : value;
/** A bare name, as one page has it. */
const named: Rewrite = (value) => (typeof value === "string" ? { name: value } : value);
const sesByItsProduct: Rewrite = (value) => (value === "AWS SES" ? "AMAZON_SES" : value);
/** Fields that hold one of these wherever they stand in a campaign. */
const REWRITES: Readonly<Record<string, Rewrite>> = {
  slider_transition: upperCase,
  interruption_level: upperSnakeCase,
  sherpa_distribution_metric: upperSnakeCase,
  trigger_attr: named,
  connector_type: sesByItsProduct,
};

const MAX_DEPTH = 32;

/** @returns the input, or a copy with older forms rewritten. Never throws: what is no object is the schema's to refuse. */
export function newestForms(input: unknown): unknown {
  return rewriteWithin(input, 0);
}

function rewriteWithin(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((part) => rewriteWithin(part, depth + 1));
  const entries = Object.entries(value).map(([key, part]) => [key, rewriteField(key, part, depth)] as const);
  return Object.fromEntries(entries);
}

function rewriteField(key: string, part: unknown, depth: number): unknown {
  // A connector's body is the writer's own: whatever its fields are called, they are not ours.
  if (key === "body" || key === "personalized_attributes") return part;
  const rewrite = Object.hasOwn(REWRITES, key) ? REWRITES[key] : undefined;
  return rewriteWithin(rewrite === undefined ? part : rewrite(part), depth + 1);
}
