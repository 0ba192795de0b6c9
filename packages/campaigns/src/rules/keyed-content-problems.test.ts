import { expect, test } from "vitest";
import { email, fieldsIn, keyedEmail } from "../../test/rule-factory.ts";

const C = "campaign_content.content";
const V = "campaign_content.variation_details";

test("content for each locale and variation has no problems", () => {
  expect(fieldsIn(keyedEmail)).toEqual([]);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["one content although locales are listed", { "campaign_content.locales": ["German"] }, [C]],
  [
    "one content although there are variations",
    {
      [V]: {
        no_of_variations: 2,
        distribution_type: "SHERPA",
        sherpa_campaign_duration: 4,
        sherpa_distribution_metric: "BOTH",
      },
    },
    [C],
  ],
])("%s", (_, changes, expected) => {
  expect(fieldsIn(email, changes)).toEqual(expected);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["no default locale", { [`${C}.default`]: undefined }, [`${C}.default`]],
  ["a locale without content", { [`${C}.German`]: undefined }, [`${C}.German`]],
  ["a locale that is not listed", { "campaign_content.locales": undefined }, [`${C}.German`]],
  [
    "the default locale listed, and one twice",
    { "campaign_content.locales": ["German", "default", "German"] },
    ["campaign_content.locales[1]", "campaign_content.locales[2]"],
  ],
  ["a variation without content", { [`${C}.German.variation_2`]: undefined }, [`${C}.German.variation_2`]],
  [
    "fewer variations than content",
    { [`${V}.no_of_variations`]: 1 },
    [`${C}.default.variation_2`, `${C}.German.variation_2`],
  ],
  [
    "content that lacks something",
    { [`${C}.German.variation_1.email.subject`]: "" },
    [`${C}.German.variation_1.email.subject`],
  ],
  [
    "shares that make less than 100",
    { [`${V}.manual_distribution_percentage.variation_1`]: 10 },
    [`${V}.manual_distribution_percentage`],
  ],
  [
    "a share of no variation",
    { [`${V}.manual_distribution_percentage`]: { variation_1: 50, variation_3: 50 } },
    [`${V}.manual_distribution_percentage.variation_2`, `${V}.manual_distribution_percentage.variation_3`],
  ],
  ["no way to choose", { [`${V}.distribution_type`]: undefined }, [`${V}.distribution_type`]],
  [
    "learning without an end and a measure",
    { [`${V}.distribution_type`]: "SHERPA" },
    [`${V}.sherpa_campaign_duration`, `${V}.sherpa_distribution_metric`],
  ],
])("%s", (_, changes, expected) => {
  expect(fieldsIn(keyedEmail, changes)).toEqual(expected);
});
