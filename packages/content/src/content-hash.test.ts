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
