import type { SendSummary } from "@sluice/schema";
import { funnelLines, rateLine, reasonLines } from "./funnel.ts";
import type { Reporter } from "./reporter.ts";

/** The funnel, the rate, and why recipients ended otherwise than delivered. */
export function showSummary(summary: SendSummary, reporter: Reporter): void {
  const reasons = reasonLines(summary.reasons);
  reporter.settle();
  reporter.say("");
  for (const line of funnelLines(summary, reporter.screen)) reporter.say(line);
  reporter.say(`\n${rateLine(summary)}`, "bold");
  if (reasons.length > 0) reporter.say(["Reasons:", ...reasons].join("\n"));
}
