// What the campaign itself refused, for the person who wanted it.
import type { CampaignError } from "@sluice/campaigns";
import { escapeText, quoted } from "../blocks/text.ts";

const MAX_PROBLEMS_SHOWN = 10;

export function inWords({ message, problems }: CampaignError): string {
  const shown = problems
    .slice(0, MAX_PROBLEMS_SHOWN)
    .map(({ field, issue }) => `• \`${quoted(field, 200)}\` ${quoted(issue, 300)}`);
  return [escapeText(message), ...shown].join("\n");
}
