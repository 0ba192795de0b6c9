// The home tab: what waits for you, what goes out, what you wrote; with a button for everything that you may do.
import type { Button, HomeView, KnownBlock } from "@slack/types";
import type { Campaign, WorkspaceStop } from "@sluice/schema";
import type { ActionId } from "./buttons.ts";
import { button } from "./buttons.ts";
import { buttonsFor, LABEL } from "./card-buttons.ts";
import { type HealthFacts, healthBlocks } from "./health.ts";
import { campaignLine } from "./lists.ts";
import { stopMessage } from "./stop-message.ts";
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
  /** Holds now; null: nothing is stopped. */
  stop: { stop: WorkspaceStop; userIds: ReadonlyMap<string, string> } | null;
  health: HealthFacts;
}

/** Action ids of what is no campaign's. */
export const HOME_STOP_ALL = "home_stop_all";
export const HOME_HELP = "home_help";

export const HOME_ROWS = 5;

export const homeView = ({ waiting, drafts, live, mine, recent, stop, health }: HomeFacts): HomeView => ({
  type: "home",
  blocks: [
    header("Campaigns"),
    ...(stop === null ? [] : (stopMessage(stop.stop, stop.userIds).blocks as KnownBlock[])),
    firstRow(stop === null),
    ...list("Waiting for you", waiting),
    ...list("Your drafts", drafts),
    ...list("Going out", live),
    ...list("Yours", mine),
    ...list("Lately", recent),
    ...healthBlocks(health),
  ],
});

/** Stopping everything is refused to whoever may not: who asks in need should not have to look for it. */
const firstRow = (isRunning: boolean): KnownBlock => ({
  type: "actions",
  elements: [
    {
      type: "button",
      action_id: "campaign_new",
      text: plain("New campaign"),
      style: "primary",
      value: "new",
    },
    ...(isRunning
      ? [
          {
            type: "button" as const,
            action_id: HOME_STOP_ALL,
            text: plain("Stop everything"),
            style: "danger" as const,
            value: "stop",
          },
        ]
      : []),
    { type: "button", action_id: HOME_HELP, text: plain("Help"), value: "help" },
  ],
});

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
