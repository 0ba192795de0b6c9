// Unions whose members say by `type` what they are: the check goes to the member that is meant, so that an error names the
// field and not all members that it is not.
import type { SchemaNode } from "./limits-in-words.ts";

type Definitions = Readonly<Record<string, SchemaNode>>;

export function withTags(given: Definitions): Record<string, SchemaNode> {
  const definitions = Object.fromEntries(
    Object.entries(given).map(([name, node]) => [name, withSharedTag(node)]),
  );
  return Object.fromEntries(
    Object.entries(definitions).map(([name, node]) => [name, tagged(node, definitions)]),
  );
}

/** Variants of one block (an image by URL or by file) have one `type`: the union has it too. */
function withSharedTag(node: SchemaNode): SchemaNode {
  const tags = new Set(node.anyOf?.map(({ properties }) => properties?.["type"]?.const));
  const [tag] = tags;
  if (tags.size !== 1 || typeof tag !== "string") return node;
  return {
    ...node,
    type: "object",
    required: ["type"],
    properties: { type: { type: "string", const: tag } },
  };
}

function tagged(node: SchemaNode, definitions: Definitions): SchemaNode {
  const inner = (child: SchemaNode): SchemaNode => tagged(child, definitions);
  const { properties, items, anyOf, allOf } = node;
  const copy: SchemaNode = { ...node };
  if (properties !== undefined)
    copy.properties = Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [name, inner(field)]),
    );
  if (items !== undefined) copy.items = inner(items);
  if (allOf !== undefined) copy.allOf = allOf.map(inner);
  if (anyOf === undefined) return copy;
  const members = anyOf.flatMap((member) => leavesOf(member, definitions));
  if (!areTagged(members, definitions)) return { ...copy, anyOf: anyOf.map(inner) };
  const { anyOf: _, ...rest } = copy;
  return {
    ...rest,
    type: "object",
    required: ["type"],
    discriminator: { propertyName: "type" },
    oneOf: members,
  };
}

function leavesOf(member: SchemaNode, definitions: Definitions): SchemaNode[] {
  const { anyOf, properties } = target(member, definitions) ?? {};
  const isOne = anyOf === undefined || properties !== undefined;
  return isOne ? [member] : anyOf.flatMap((inner) => leavesOf(inner, definitions));
}

const target = ({ $ref }: SchemaNode, definitions: Definitions): SchemaNode | undefined =>
  $ref === undefined ? undefined : definitions[decodeURIComponent($ref.replace("#/definitions/", ""))];

function areTagged(members: readonly SchemaNode[], definitions: Definitions): boolean {
  const tags = members.map((member) => target(member, definitions)?.properties?.["type"]?.const);
  return tags.every((tag) => typeof tag === "string") && new Set(tags).size === tags.length;
}
