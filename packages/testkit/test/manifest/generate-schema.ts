// Makes manifest.schema.json: Slack's published type of an app's manifest as JSON Schema, with every scope and event that there
// is, and the limits that its comments tell in words. Slack's own schema is on no registry.
// Run `node test/manifest/generate-schema.ts` when @slack/web-api changes; a test compares.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";
import { type SchemaNode, withLimits } from "../block-kit/limits-in-words.ts";

const at = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
export const SCHEMA_FILE = at("../../src/fake-slack/manifest/manifest.schema.json");

export function generateManifestSchema(): string {
  const generator = createGenerator({
    path: at("app-manifest-type.ts"),
    type: "AppManifest",
    skipTypeCheck: true,
    jsDoc: "extended",
    additionalProperties: false,
  });
  const { definitions } = generator.createSchema("AppManifest") as {
    definitions: Record<string, SchemaNode>;
  };
  const limited = Object.fromEntries(
    Object.entries(definitions).map(([name, node]) => [name, withLimits(node)]),
  );
  return `${JSON.stringify({ definitions: limited }, null, 1)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SCHEMA_FILE, generateManifestSchema());
