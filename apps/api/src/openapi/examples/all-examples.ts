// Bodies that work: what the page shows, what the tests post to a real server, and what people copy.
import { readdirSync, readFileSync } from "node:fs";
import { AUDIENCE_EXAMPLES } from "./audience-examples.ts";
import { DATA_EXAMPLES } from "./data-examples.ts";
import type { Example } from "./example.ts";
import { OPERATION_EXAMPLES } from "./operation-examples.ts";
import { READING_EXAMPLES } from "./reading-examples.ts";

const CAMPAIGNS = new URL("campaigns/", import.meta.url);

/** One campaign for each channel and delivery type, by the name of its file: `push-one-time`. */
export const CAMPAIGN_EXAMPLES: Readonly<Record<string, Example>> = Object.fromEntries(
  readdirSync(CAMPAIGNS)
    .sort()
    .map((file) => {
      const value: unknown = JSON.parse(readFileSync(new URL(file, CAMPAIGNS), "utf8"));
      return [file.replace(".json", ""), { summary: summaryOf(value), value }];
    }),
);

function summaryOf(campaign: unknown): string {
  const { channel, campaign_delivery_type: kind } = campaign as Record<string, string>;
  return `${channel}, ${kind}`;
}

/** By operation id, then by name. */
export const EXAMPLES: Readonly<Record<string, Readonly<Record<string, Example>>>> = {
  ...OPERATION_EXAMPLES,
  ...DATA_EXAMPLES,
  ...READING_EXAMPLES,
  ...AUDIENCE_EXAMPLES,
  createCampaign: CAMPAIGN_EXAMPLES,
};
