import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generateManifestSchema, SCHEMA_FILE } from "./generate-schema.ts";

test("the schema of manifests is what the published types say today", () => {
  expect(JSON.parse(readFileSync(SCHEMA_FILE, "utf8"))).toEqual(JSON.parse(generateManifestSchema()));
});
