// Values that a JSON Schema accepts, made from the schema. What the schema's author only says in code is not seen: some of the
// values break it.
import * as fc from "fast-check";

export interface JsonSchema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  propertyNames?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
}

const LONGEST = 12;
/** Of schemas that contain themselves. */
const DEEPEST = 6;
/** Of one object: the more fields, the more of them break a rule, and nothing is accepted. */
const MOST_OPTIONAL = 3;
/** Of one list beyond what it must have. */
const MORE_ITEMS = 3;

type Values = (schema: JsonSchema) => fc.Arbitrary<unknown>;

/**
 * @param named schemas that may be referred to
 * @param nameOf `$ref` → its name in `named`
 */
export function anyOfJsonSchemas(
  named: Readonly<Record<string, JsonSchema>>,
  nameOf: (ref: string) => string,
): Values {
  const known = new Map<string, fc.Arbitrary<unknown>>();
  const resolve = (name: string): fc.Arbitrary<unknown> => {
    const arbitrary = known.get(name) ?? values(named[name] ?? {});
    known.set(name, arbitrary);
    return arbitrary;
  };
  // Deferred until a value is drawn: schemas may contain themselves.
  const refer = (ref: string): fc.Arbitrary<unknown> => fc.constant(nameOf(ref)).chain(resolve);
  const values: Values = (schema) => toArbitrary(schema, values, refer);
  return values;
}

function toArbitrary(
  schema: JsonSchema,
  inner: Values,
  refer: (ref: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return refer(schema.$ref);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined)
    return fc.oneof({ maxDepth: DEEPEST, depthIdentifier: "branches" }, ...branches.map(inner));
  switch (schema.type ?? "anything") {
    case "string":
      return stringOf(schema);
    case "integer":
      return fc.integer({
        min: schema.minimum ?? -1_000,
        max: Math.min(schema.maximum ?? 1_000_000, 2 ** 31 - 1),
      });
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return listOf(schema, inner);
    case "object":
      return objectOf(schema, inner);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function stringOf({ pattern, format, minLength = 0, maxLength = LONGEST }: JsonSchema): fc.Arbitrary<string> {
  if (format === "email") return fc.constantFrom("ana@example.com", "ben+x@mail.example.org");
  if (format === "uri") return fc.constantFrom("https://example.com/a?b=c", "http://127.0.0.1:9/x");
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, "u"), { size: "small" });
  return fc.string({ unit: "grapheme", minLength, maxLength: Math.min(maxLength, minLength + LONGEST) });
}

function listOf(
  { items = {}, minItems = 0, maxItems = MORE_ITEMS }: JsonSchema,
  inner: Values,
): fc.Arbitrary<unknown> {
  return fc.array(inner(items), {
    minLength: minItems,
    maxLength: Math.min(maxItems, minItems + MORE_ITEMS),
    depthIdentifier: "branches",
  });
}

function objectOf(schema: JsonSchema, inner: Values): fc.Arbitrary<unknown> {
  const { properties, required = [], additionalProperties } = schema;
  if (properties === undefined && typeof additionalProperties === "object")
    return fc.dictionary(stringOf(schema.propertyNames ?? { minLength: 1 }), inner(additionalProperties), {
      maxKeys: 4,
    });
  const fields = Object.entries(properties ?? {}).map(([name, child]) => [name, inner(child)] as const);
  const optional = fields.map(([name]) => name).filter((name) => !required.includes(name));
  return fc
    .subarray(optional, { maxLength: Math.min(optional.length, MOST_OPTIONAL) })
    .chain((chosen) =>
      fc.record(
        Object.fromEntries(fields.filter(([name]) => required.includes(name) || chosen.includes(name))),
      ),
    );
}
