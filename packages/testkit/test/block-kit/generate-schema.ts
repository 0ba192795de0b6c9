// Makes block-kit.schema.json: Slack's published types as JSON Schema, with the limits that their comments tell in words.
// Run `node test/block-kit/generate-schema.ts` when @slack/types changes; a test compares.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";
import { type SchemaNode, withLimits } from "./limits-in-words.ts";
import { withTags } from "./tagged-unions.ts";

const at = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
export const SCHEMA_FILE = at("../../src/fake-slack/block-kit/block-kit.schema.json");

export function generateSchema(): string {
  const generator = createGenerator({
    path: at("surfaces.ts"),
    type: "*",
    skipTypeCheck: true,
    jsDoc: "extended",
    additionalProperties: false,
  });
  const { definitions } = generator.createSchema("*") as { definitions: Record<string, SchemaNode> };
  const limited = Object.fromEntries(
    Object.entries(definitions).map(([name, node]) => [name, withLimits(node)]),
  );
  return `${JSON.stringify({ definitions: withTags(limited) }, null, 1)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SCHEMA_FILE, generateSchema());
