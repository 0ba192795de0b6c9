import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CampaignDefinition } from "@sluice/schema";
import { contentHash } from "./index.ts";

const definition = (components: object): CampaignDefinition =>
  CampaignDefinition.parse({ channel: "CONNECTOR", campaign_delivery_type: "ONE_TIME", ...components });

test("the hash is the same however keys are ordered, and whether or not an absent component is named", () => {
  const one = definition({ basic_details: { name: "Spring", tags: ["a", "b"] } });
  const reordered = {
    scheduling_details: undefined,
    basic_details: { tags: ["a", "b"], name: "Spring" },
    campaign_delivery_type: "ONE_TIME",
    channel: "CONNECTOR",
  } as unknown as CampaignDefinition;
  expect(contentHash(reordered)).toBe(contentHash(one));
  expect(contentHash(one)).toMatch(/^[0-9a-f]{64}$/);
});

test("any change of content changes the hash, order in lists included", () => {
  const tagged = (tags: string[]) => contentHash(definition({ basic_details: { name: "Spring", tags } }));
  expect(new Set([tagged(["a", "b"]), tagged(["b", "a"]), tagged(["a"]), tagged([])]).size).toBe(4);
});

test("it is the hash of the JSON of a copy whose keys are in order, at every level", () => {
  const sorted = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(sorted);
    const copy = Object.create(null) as Record<string, unknown>;
    for (const key of Object.keys(value).sort()) copy[key] = sorted(Reflect.get(value, key));
    return copy;
  };
  const keys = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.nat().map(String),
    fc.constantFrom("__proto__", "01", "-1"),
  );
  const anything = fc.anything({ key: keys, withNullPrototype: true, maxDepth: 4 });
  fc.assert(
    fc.property(anything, (value) => {
      const json = JSON.stringify(sorted(value)) ?? "";
      const expected = createHash("sha256").update(json).digest("hex");
      expect(contentHash(value as CampaignDefinition)).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});
