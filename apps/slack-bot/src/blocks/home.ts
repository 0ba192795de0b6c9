// The home tab: what waits for you, what goes out, what you wrote; with a button for everything that you may do.
import type { Button, HomeView, KnownBlock } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import type { ActionId } from "./buttons.ts";
import { button } from "./buttons.ts";
import { buttonsFor, LABEL } from "./card-buttons.ts";
import { type HealthFacts, healthBlocks } from "./health.ts";
import { campaignLine } from "./lists.ts";
import { divider, header, plain, section } from "./text.ts";

export interface HomeRow {
  campaign: Campaign;
  /** What the person may do with it, as far as can be seen. */
  actions: readonly ActionId[];
}

export interface HomeFacts {
  waiting: readonly HomeRow[];
  drafts: readonly HomeRow[];
  live: readonly HomeRow[];
  mine: readonly HomeRow[];
  recent: readonly HomeRow[];
  health: HealthFacts;
}

export const HOME_ROWS = 5;

export const homeView = ({ waiting, drafts, live, mine, recent, health }: HomeFacts): HomeView => ({
  type: "home",
  blocks: [
    header("Campaigns"),
    newCampaign,
    ...list("Waiting for you", waiting),
    ...list("Your drafts", drafts),
    ...list("Going out", live),
    ...list("Yours", mine),
    ...list("Lately", recent),
    ...healthBlocks(health),
  ],
});

const newCampaign: KnownBlock = {
  type: "actions",
  elements: [
    { type: "button", action_id: "campaign_new", text: plain("New campaign"), style: "primary", value: "new" },
  ],
};

function list(title: string, rows: readonly HomeRow[]): KnownBlock[] {
  if (rows.length === 0) return [section(`*${title}*\nNone.`)];
  return [section(`*${title}*`), divider, ...rows.slice(0, HOME_ROWS).flatMap(rowBlocks)];
}

const rowBlocks = ({ campaign, actions }: HomeRow): KnownBlock[] => [
  section(campaignLine(campaign)),
  { type: "actions", elements: [...deeds(campaign, actions), ...looks(campaign)] },
];

/** As on its card, with the same questions before what cannot be taken back. */
function deeds(campaign: Campaign, actions: readonly ActionId[]): Button[] {
  return buttonsFor(campaign, null).filter(({ action_id: id }) => actions.some((one) => one === id));
}

const looks = (campaign: Campaign): Button[] =>
  (["campaign_show", "campaign_diff", "campaign_audit"] as const).map((action) =>
    button(action, LABEL[action], campaign),
  );
