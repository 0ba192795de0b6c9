import { expect, test } from "vitest";
import { campaign } from "../../test/facts.ts";
import { messagesFor } from "./told.ts";

const line = (action: string, actor = "ben@example.com", detail = {}) => ({
  action,
  actor,
  source: "api key from 127.0.0.1",
  detail,
});

test("whoever asked hears of a decision, with what was said", () => {
  const told = messagesFor(
    line("campaign.rejected", "ben@example.com", { comment: "<!here> no" }),
    campaign(),
    [],
  );
  expect([...told.keys()]).toEqual(["ana@example.com"]);
  expect(told.get("ana@example.com")).toContain("“&lt;!here&gt; no”");
});

test("nobody hears of what they did themselves", () => {
  expect(messagesFor(line("campaign.approved", "ANA@example.com"), campaign(), []).size).toBe(0);
  const voided = messagesFor(line("campaign.edited"), campaign(), ["ben@example.com", "cleo@example.com"]);
  expect([...voided.keys()]).toEqual(["cleo@example.com"]);
});

test("an edit that voids nothing is told to nobody alone", () => {
  expect(messagesFor(line("campaign.edited"), campaign(), []).size).toBe(0);
});
