import { expect, test } from "vitest";
import { funnelText } from "./funnel-text.ts";

const nobody = { delivered: 0, skipped: 0, unknown: 0, expired: 0, cancelled: 0, dead_lettered: 0 };

test("the funnel goes from those targeted to what became of them", () => {
  const ends = { ...nobody, delivered: 980, dead_lettered: 10 };
  expect(funnelText({ status: "sent", targeted: 1_000, recipients: 990, ends, attempts: 1_020 })).toBe(
    "sent: 1,000 targeted, 10 excluded, 990 recipients: 980 delivered, 10 dead-lettered (1,020 requests)",
  );
});

test("a run without recipients says so", () => {
  expect(funnelText({ status: "not_sent", targeted: 0, recipients: 0, ends: nobody, attempts: 0 })).toBe(
    "not sent: 0 targeted, 0 recipients (0 requests)",
  );
});
