import type { SendSummary } from "@sluice/schema";
import { expect, test } from "vitest";
import { funnelLines, rateLine, reasonLines } from "./funnel.ts";

const summary: SendSummary = {
  campaign_id: "018cc251f4001a2b3c4d5e6f",
  run_id: "01890a5d-ac96-774b-bcce-b302099a8057",
  targeted: 1_000,
  excluded: { no_user_id: 100 },
  recipients: 900,
  delivered: 890,
  skipped: 0,
  unknown: 0,
  expired: 0,
  cancelled: 0,
  dead_lettered: 10,
  reasons: { "status 404": 8, timeout: 2 },
  attempts: 950,
  duration_ms: 30_000,
  requests_per_minute: 1_900,
};
const plain = { paint: (_style: string, text: string) => text };

test("the funnel is aligned, and leaves out ends that nobody reached", () => {
  expect(funnelLines(summary, plain)).toEqual([
    "  targeted                1,000  ██████████████████████████████   100 %",
    "    left out: no_user_id    100  ███                               10 %",
    "  recipients                900  ███████████████████████████       90 %",
    "    delivered               890  ██████████████████████████▋       89 %",
    "    dead-lettered            10  ▎                                  1 %",
  ]);
});

test("nobody targeted is a funnel too", () => {
  const nobody = { ...summary, targeted: 0, excluded: {}, recipients: 0, delivered: 0, dead_lettered: 0 };
  expect(funnelLines(nobody, plain)).toHaveLength(3);
});

test("the most frequent reasons come first, the long tail is summed up", () => {
  const reasons = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`status ${400 + index}`, index + 1]),
  );
  const lines = reasonLines(reasons);
  expect(lines[0]).toBe("  12 × status 411");
  expect(lines.at(-1)).toBe("  3 × other reasons");
});

test("the rate says how many requests were more than one for each recipient", () => {
  expect(rateLine(summary)).toBe("950 requests in 30.0 s: 1,900 a minute, 50 of them retries");
});
