import { expect, test } from "vitest";
import { inputProblems } from "./input-problems.ts";

const context = {
  nowMs: Date.parse("2026-11-22T00:00:00Z"),
  requestsPerMinuteCap: 200_000,
  segmentationProblems: () => [],
};

test("a wrong name, a wrong schedule and a broken template are told at once", () => {
  const problems = inputProblems(
    {
      channel: "CONNECTOR",
      campaign_delivery_type: "ONE_TIME",
      basic_details: { name: "ab" },
      campaign_content: {
        content: {
          connector: { url: "https://example.com", body: { type: "JSON", json: { a: "{{ Foo.bar" } } },
        },
      },
      segmentation_details: { is_all_user_campaign: true },
      scheduling_details: { delivery_type: "LATER" },
    },
    context,
  );
  expect(problems.map(({ field }) => field)).toEqual([
    "basic_details.name",
    "scheduling_details.delivery_type",
    "campaign_content.content.connector.body.json.a",
  ]);
});

test("what is no object at all has one problem", () => {
  expect(inputProblems("a campaign", context)).toHaveLength(1);
});
