import type { SendSummary } from "@sluice/schema";
import { funnelLines, rateLine, reasonLines } from "./funnel.ts";
import type { Reporter } from "./reporter.ts";

/** What a person can do about a reason, in the sender's words. */
const ADVICE: Readonly<Record<string, string>> = {
  "address not allowed":
    "The endpoint is in a private network, where requests go only when it is named: add --allow-cidr, for example 127.0.0.0/8.",
};

/** The funnel, the rate, and why recipients ended otherwise than delivered. */
export function showSummary(summary: SendSummary, reporter: Reporter): void {
  const reasons = reasonLines(summary.reasons);
  reporter.settle();
  reporter.say("");
  for (const line of funnelLines(summary, reporter.screen)) reporter.say(line);
  reporter.say("");
  reporter.say(rateLine(summary), "bold");
  if (reasons.length > 0) {
    reporter.say(["Reasons:", ...reasons].join("\n"));
    reporter.say(
      `Requests and answers, while sluice up runs: sluice campaign attempts ${summary.campaign_id} --errors`,
    );
  }
  for (const reason of Object.keys(summary.reasons)) {
    const advice = ADVICE[reason];
    if (advice !== undefined) reporter.say(advice, "yellow");
  }
}
