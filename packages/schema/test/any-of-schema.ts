// Values that a zod schema accepts, made from the JSON Schema that it tells of itself. What the schema only says in a
// refinement is not seen: some of the values break it.
import * as fc from "fast-check";
import { z } from "zod";

interface Node {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Node[];
  oneOf?: Node[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Node;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Node>;
  required?: string[];
  propertyNames?: Node;
  additionalProperties?: Node | boolean;
  $defs?: Record<string, Node>;
}

const LONGEST = 12;
const DEEPEST = 4;
/** Of one object: the more fields, the more of them break a refinement, and nothing is accepted. */
const MOST_OPTIONAL = 3;

export function anyOfSchema(schema: z.ZodType): fc.Arbitrary<unknown> {
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node;
  return valueOf(root, root.$defs ?? {}, 0);
}

function valueOf(node: Node, defs: Record<string, Node>, depth: number): fc.Arbitrary<unknown> {
  const inner = (child: Node): fc.Arbitrary<unknown> => valueOf(child, defs, depth);
  if (node.$ref !== undefined) {
    if (depth >= DEEPEST)
      return fc.constantFrom<unknown>("leaf", 1, null, { logical_op: "AND", filters: [] });
    return valueOf(defs[node.$ref.replace("#/$defs/", "")] ?? {}, defs, depth + 1);
  }
  if (node.const !== undefined) return fc.constant(node.const);
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  const branches = node.anyOf ?? node.oneOf;
  if (branches !== undefined) return fc.oneof(...branches.map(inner));
  switch (node.type ?? "anything") {
    case "string":
      return stringOf(node);
    case "integer":
      return fc.integer({
        min: node.minimum ?? -1_000,
        max: Math.min(node.maximum ?? 1_000_000, 2 ** 31 - 1),
      });
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(inner(node.items ?? {}), {
        minLength: node.minItems ?? 0,
        maxLength: Math.min(node.maxItems ?? 3, (node.minItems ?? 0) + 3),
      });
    case "object":
      return objectOf(node, inner);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function stringOf({ pattern, minLength = 0, maxLength = LONGEST }: Node): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { maxLength: 40 });
  return fc.string({ unit: "grapheme", minLength, maxLength: Math.min(maxLength, minLength + LONGEST) });
}

function objectOf(node: Node, inner: (child: Node) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { properties, required = [], additionalProperties } = node;
  if (properties === undefined && typeof additionalProperties === "object")
    return fc.dictionary(stringOf(node.propertyNames ?? { minLength: 1 }), inner(additionalProperties), {
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
