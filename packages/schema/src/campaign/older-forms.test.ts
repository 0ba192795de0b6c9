import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CampaignCreate } from "./campaign.ts";
import { newestForms } from "./older-forms.ts";

test.each<[string, unknown, unknown]>([
  ["slider_transition", "manual", "MANUAL"],
  ["interruption_level", "Time sensitive", "TIME_SENSITIVE"],
  ["sherpa_distribution_metric", "OPEN RATE", "OPEN_RATE"],
  ["sherpa_distribution_metric", "both", "BOTH"],
  ["trigger_attr", "If Action", { name: "If Action" }],
  ["trigger_attr", { name: "departs_at" }, { name: "departs_at" }],
  ["trigger_attr", "", undefined],
  ["connector_type", "AWS SES", "AMAZON_SES"],
  ["user_attribute_identifier", "MOE_EMAIL_ID", "Email (Standard)"],
  [
    "manual_distribution_percentage",
    { variation_1: "40", variation_2: 60 },
    { variation_1: 40, variation_2: 60 },
  ],
])("%s %j is read as %j, wherever it stands", (field, older, newest) => {
  expect(newestForms({ a: [{ [field]: older }] })).toEqual({ a: [{ [field]: newest }] });
});

test("what is the writer's own is left alone", () => {
  const written = { body: { type: "JSON", json: { slider_transition: "manual" } } };
  expect(newestForms(written)).toBe(written);
});

test("an older campaign is taken, and is kept in the newest form", () => {
  const older = {
    channel: "PUSH",
    campaign_delivery_type: "EVENT_TRIGGERED",
    created_by: "ana@example.com",
    trigger_condition: { trigger_attr: "If Action" },
    advanced: {
      platform_level_priority: { ios_specific_priority: { interruption_level: "Time sensitive" } },
    },
    campaign_content: {
      content: {
        push: { android: { basic_details: { carousel_content: { slider_transition: "automatic" } } } },
      },
    },
  };
  expect(CampaignCreate.parse(newestForms(older))).toMatchObject({
    trigger_condition: { trigger_attr: { name: "If Action" } },
    advanced: {
      platform_level_priority: { ios_specific_priority: { interruption_level: "TIME_SENSITIVE" } },
    },
    campaign_content: {
      content: {
        push: { android: { basic_details: { carousel_content: { slider_transition: "AUTOMATIC" } } } },
      },
    },
  });
});

test("whatever it is given, nothing is thrown, nothing else is changed, and twice is as once", () => {
  fc.assert(
    fc.property(fc.anything({ maxDepth: 5 }), (input) => {
      const once = newestForms(input);
      expect(newestForms(once)).toEqual(once);
    }),
  );
  fc.assert(fc.property(fc.jsonValue(), (input) => newestForms(input) === input));
});
