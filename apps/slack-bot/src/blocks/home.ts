// The home tab: what waits for you, what goes out, what you wrote.
import type { HomeView } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import { type HealthFacts, healthBlocks } from "./health.ts";
import { campaignList } from "./lists.ts";
import { header, plain } from "./text.ts";

export interface HomeFacts {
  mine: readonly Campaign[];
  pending: readonly Campaign[];
  live: readonly Campaign[];
  health: HealthFacts;
}

export const homeView = ({ mine, pending, live, health }: HomeFacts): HomeView => ({
  type: "home",
  blocks: [
    header("Campaigns"),
    {
      type: "actions",
      elements: [
        {
          type: "button",
          action_id: "campaign_new",
          text: plain("New campaign"),
          style: "primary",
          value: "new",
        },
      ],
    },
    ...campaignList("Waiting for approval", pending),
    ...campaignList("Going out", live),
    ...campaignList("Yours", mine),
    ...healthBlocks(health),
  ],
});
