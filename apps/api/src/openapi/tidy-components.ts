// Each zod schema comes as two components, what is taken (`XInput`) and what is answered (`X`). Where both say the same, or one is
// never used, one is kept, as `X`; what nothing refers to is left out.
import { type OpenApiDocument, refsIn, renameRefs } from "./document.ts";

const INPUT = "Input";
const JSON_VALUE = "JsonValue";
/** Any JSON value, which contains itself: by its name, and where the generator puts what has no name of its own. */
const ANY_JSON = /^(?:__shared#.*|JsonValue(?:Input)?)$/;
/** What zod calls a format and no reader of JSON Schema knows; its pattern says the same. */
const NO_FORMAT = "starts_with";

export function tidyComponents(document: OpenApiDocument): OpenApiDocument {
  const known = withoutFormat(document, NO_FORMAT) as OpenApiDocument;
  const named = renameRefs(known, (name) => (ANY_JSON.test(name) ? JSON_VALUE : name)) as OpenApiDocument;
  named.components.schemas[JSON_VALUE] = { description: "Any JSON value.", examples: [{ any: ["value"] }] };
  const twins = twinsIn(named.components.schemas);
  const merged = renameRefs(named, (name) => (twins.has(name) ? outputOf(name) : name)) as OpenApiDocument;
  merged.components.schemas = reachable(merged);
  return withPlainNames(merged);
}

const outputOf = (input: string): string => input.slice(0, -INPUT.length);

/** Inputs that say what their outputs say. Two schemas that differ only in twins are twins: found by striking out the others. */
function twinsIn(schemas: Readonly<Record<string, unknown>>): Set<string> {
  const twins = new Set(
    Object.keys(schemas).filter((name) => name.endsWith(INPUT) && outputOf(name) in schemas),
  );
  const asOutput = (name: string): string => (twins.has(name) ? outputOf(name) : name);
  const text = (name: string): string => JSON.stringify(renameRefs(schemas[name], asOutput));
  for (let isSettled = false; !isSettled;) {
    const unequal = [...twins].filter((input) => text(input) !== text(outputOf(input)));
    for (const input of unequal) twins.delete(input);
    isSettled = unequal.length === 0;
  }
  return twins;
}

/** What is only taken needs no second name. */
function withPlainNames(document: OpenApiDocument): OpenApiDocument {
  const { schemas } = document.components;
  const isAlone = (name: string): boolean =>
    name.endsWith(INPUT) && name in schemas && !(outputOf(name) in schemas);
  const plain = (name: string): string => (isAlone(name) ? outputOf(name) : name);
  const renamed = renameRefs(document, plain) as OpenApiDocument;
  renamed.components.schemas = Object.fromEntries(
    Object.entries(renamed.components.schemas).map(([name, schema]) => [plain(name), schema]),
  );
  return renamed;
}

/** From what the paths and the shared parts name, everything that is named on the way; in the order of the alphabet. */
function reachable({ paths, components }: OpenApiDocument): Record<string, unknown> {
  const { schemas, ...shared } = components;
  const reached = new Set<string>();
  const left = [...refsIn({ paths, shared })];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    left.push(...refsIn(schemas[name]));
  }
  return Object.fromEntries([...reached].sort().map((name) => [name, schemas[name]]));
}

function withoutFormat(value: unknown, format: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => withoutFormat(part, format));
  const kept = Object.entries(value).filter(([key, part]) => !(key === "format" && part === format));
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutFormat(part, format)]));
}
