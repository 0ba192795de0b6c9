import type { SegmentationDetails } from "@sluice/schema";
import { expect, test } from "vitest";
import { audienceSql } from "./audience-sql.ts";

const hostile = `'); drop table users; --`;
const segmentation: SegmentationDetails = {
  included_filters: {
    filter_operator: "and",
    filters: [
      {
        filter_type: "user_attributes",
        name: hostile,
        data_type: "string",
        operator: "in",
        value: [hostile],
        case_sensitive: true,
        negate: false,
      },
    ],
  },
  excluded_filters: {
    filter_operator: "or",
    filters: [
      {
        filter_type: "user_attributes",
        name: "age",
        data_type: "double",
        operator: "is",
        value: 7,
        case_sensitive: false,
        negate: true,
      },
    ],
  },
};

test("input appears among the values and never in the text", () => {
  const { included } = audienceSql(segmentation, hostile, 0);
  expect(included.text).not.toContain("drop");
  expect(included.values).toEqual([hostile, hostile, [hostile]]);
});

test("placeholders begin where the caller says, and excluded ones go on from there", () => {
  const { included, excluded } = audienceSql(segmentation, "acme", 0, 5);
  const numbers = (text: string) => [...new Set(text.match(/\$\d+/g))];
  expect(numbers(included.text)).toEqual(["$5", "$6", "$7"]);
  expect(numbers(excluded!.text)).toEqual(["$8", "$9"]);
  expect(excluded!.values).toEqual(["age", [7]]);
});

test("nobody excluded is null", () => {
  expect(audienceSql({ is_all_user_campaign: true }, "acme", 0)).toEqual({
    included: { text: "workspace_id = $1::text", values: ["acme"] },
    excluded: null,
  });
});
