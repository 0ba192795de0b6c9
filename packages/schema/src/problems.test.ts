import { expect, test } from "vitest";
import { CampaignCreate, dottedPath, FilterGroup, parseInput } from "./index.ts";

const fieldsOf = (input: unknown): string[] => {
  const parsed = parseInput(CampaignCreate, input);
  return parsed.ok ? [] : parsed.problems.map(({ field }) => field);
};

test("every problem of a campaign is told at once, each with its dotted path", () => {
  const fields = fieldsOf({
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: "ab", nmae: "typo" },
    campaign_content: {
      content: {
        connector: {
          url: "ftp://x",
          headers: [
            { key: "ok", value: "" },
            { key: "Host", value: "other" },
          ],
        },
      },
    },
  });
  expect(fields).toEqual([
    "basic_details.name",
    "basic_details.nmae",
    "campaign_content.content.connector.url",
    "campaign_content.content.connector.headers[1].key",
  ]);
});

test("in a nested filter the path leads to the field that the writer meant", () => {
  const parsed = parseInput(FilterGroup, {
    filter_operator: "and",
    filters: [
      {
        filter_operator: "or",
        filters: [{ filter_type: "user_attributes", name: "a", data_type: "text", operator: "is" }],
      },
    ],
  });
  expect(parsed.ok ? [] : parsed.problems.map(({ field }) => field)).toEqual([
    "filters[0].filters[0].data_type",
  ]);
});

test("an unknown channel and an unknown delivery type are refused", () => {
  expect(fieldsOf({ channel: "SMS", campaign_delivery_type: "PERIODIC" })).toEqual(["channel"]);
  expect(fieldsOf({ channel: "EMAIL", campaign_delivery_type: "DEVICE_TRIGGERED" })).toEqual([
    "campaign_delivery_type",
  ]);
});

test("a path is written with dots, and with brackets for positions", () => {
  expect(dottedPath(["a", 0, "b", "c", 12])).toBe("a[0].b.c[12]");
  expect(dottedPath([])).toBe("");
});
