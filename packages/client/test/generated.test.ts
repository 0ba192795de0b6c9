import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { API_TYPES, apiTypes } from "./generate/api-types.ts";

test("the types are those of the API as it is (if not: pnpm --filter @sluice/client generate)", async () => {
  expect(readFileSync(API_TYPES, "utf8")).toBe(await apiTypes());
});
