import { definitionOf } from "@sluice/schema";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { campaign } from "../../test/facts.ts";
import { campaignYaml } from "./campaign-yaml.ts";
import { readCampaignFile } from "./read-campaign-file.ts";

const ID = "6560a1b2c3d4e5f6a7b8c9d0";

test("what is written as a file is read as the same campaign, whatever its texts are", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 100 }).map((text) => `Sale ${text}.`),
      fc.jsonValue({ maxDepth: 3 }),
      (name, json) => {
        const connector = { url: "https://api.example.com/x", body: { type: "JSON", json } };
        const definition = definitionOf(
          campaign({ basic_details: { name }, campaign_content: { content: { connector } } }),
        );
        const read = readCampaignFile("x.yaml", campaignYaml({ campaignId: ID, version: 7, definition }));
        if (!read.ok) throw new Error(JSON.stringify(read.problems));
        expect(JSON.stringify(read.file.definition)).toBe(JSON.stringify(definition));
        expect(read.file.editOf).toEqual({ campaignId: ID, version: 7 });
      },
    ),
    { numRuns: 200 },
  );
});

test("its parts come in one order, each with what it is", () => {
  const text = campaignYaml({ campaignId: ID, version: 3, definition: definitionOf(campaign()) });
  const keys = text.split("\n").filter((line) => /^\w+:/.test(line));
  expect(keys.map((line) => line.split(":")[0])).toEqual([
    "campaign_id",
    "version",
    "channel",
    "campaign_delivery_type",
    "basic_details",
    "campaign_content",
    "segmentation_details",
    "scheduling_details",
  ]);
  expect(text).toContain("# What it is called.\nbasic_details:");
  expect(text).toContain("# When: delivery_type ASAP");
});
