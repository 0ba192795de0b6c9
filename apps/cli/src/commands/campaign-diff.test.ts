import { expect, test } from "vitest";
import { diffText } from "./campaign-diff.ts";

test("each change is told with what was and what is", () => {
  const changes = [
    { path: "basic_details.name", before: "Winter sale", after: "Spring sale" },
    { path: "basic_details.tags[0]", before: null, after: "new" },
    { path: "delivery_controls.campaign_throttle_rpm", before: 500, after: null },
  ];
  expect(diffText({ from: 1, to: 3, changes, is_cut: true })).toBe(
    [
      "version 1 → version 3",
      "basic_details.name",
      '  - "Winter sale"',
      '  + "Spring sale"',
      "basic_details.tags[0]",
      '  + "new"',
      "delivery_controls.campaign_throttle_rpm",
      "  - 500",
      "… and more: compare the versions themselves",
    ].join("\n"),
  );
});

test("nothing to tell is told, too", () => {
  expect(diffText({ from: null, to: 1, changes: [], is_cut: false })).toBe(
    "nothing (never approved) → version 1\nno change",
  );
});
