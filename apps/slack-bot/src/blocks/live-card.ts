// The card of a run while it goes out: where it stands, how fast, what went wrong, when it ends, and buttons that stop it.
import type { Block, KnownBlock } from "@slack/types";
import type { Campaign, RunStats } from "@sluice/schema";
import type { RunStand } from "../cards/run-stand.ts";
import { shortId } from "../short-id.ts";
import { nameOf, statusInWords } from "./campaign-words.ts";
import { buttonsFor } from "./card-buttons.ts";
import { context, count, fields, header, quoted, section, when } from "./text.ts";

/** Requests in each of the last minutes, the oldest first. */
export interface MinuteRate {
  atMs: number;
  requests: number;
}

export interface LiveFacts {
  campaign: Campaign;
  stats: RunStats;
  rates: readonly MinuteRate[];
  /** Absent: as the campaign's status says. */
  stand?: RunStand;
  /** For how long nothing has left although something should. */
  quietMinutes?: number;
}

const BAR_LENGTH = 20;

export function liveCard(facts: LiveFacts): Array<KnownBlock | Block> {
  const { campaign, stats, rates } = facts;
  const buttons = buttonsFor(campaign, stats.recipients);
  return [
    header(`${nameOf(campaign)} · ${titleOf(facts)}`),
    section(progressText(stats)),
    fields([
      ["Delivered", count(stats.delivered)],
      [
        "Open",
        `${count(stats.open)}${stats.retrying > 0 ? `, ${count(stats.retrying)} to be tried again` : ""}`,
      ],
      ["Not delivered", count(undelivered(stats))],
      [
        "Rate",
        `${count(stats.requests_per_minute)} a minute of ${count(stats.requests_per_minute_effective)}`,
      ],
      ["Ends", endText(stats)],
      ["Possible duplicates", count(stats.possible_duplicates)],
    ]),
    ...quiet(facts),
    ...reasons(stats),
    ...chart(rates),
    context(`${statusInWords(campaign.status)} · \`${shortId(campaign.id)}\``),
    ...(buttons.length === 0 ? [] : [{ type: "actions" as const, block_id: "actions", elements: buttons }]),
  ];
}

/** What is wanted and not true yet is said so; a pause says where. */
function titleOf({ campaign, stats, stand = "going" }: LiveFacts): string {
  if (stand === "pausing" || stand === "cancelling") return `${stand}…`;
  if (stand === "paused") return `paused at ${count(stats.recipients - stats.open)}`;
  return statusInWords(campaign.status).replace(/^:[a-z_]+: /, "");
}

/** One line for notifications and screen readers. */
export const liveText = (facts: LiveFacts): string => {
  const { campaign, stats, quietMinutes = 0 } = facts;
  const said = `${quoted(nameOf(campaign))}: ${titleOf(facts)}, ${count(stats.delivered)} of ${count(stats.recipients)} delivered`;
  return quietMinutes === 0 ? said : `${said}. ${quietText(quietMinutes)}`;
};

/** Said as it is seen from here: who is to blame, is not. */
const quiet = ({ quietMinutes = 0 }: LiveFacts): KnownBlock[] =>
  quietMinutes === 0
    ? []
    : [
        context(
          `:warning: ${quietText(quietMinutes)}: the engine does not answer, or the endpoint holds everything up.`,
        ),
      ];

const quietText = (minutes: number): string =>
  `Nothing has left for ${count(minutes)} ${minutes === 1 ? "minute" : "minutes"}`;

const undelivered = ({ skipped, unknown, expired, cancelled, dead_lettered }: RunStats): number =>
  skipped + unknown + expired + cancelled + dead_lettered;

export function progressText(stats: RunStats): string {
  const settled = stats.recipients - stats.open;
  const share = stats.recipients === 0 ? 0 : settled / stats.recipients;
  const filled = Math.floor(share * BAR_LENGTH);
  const bar = "▓".repeat(filled) + "░".repeat(BAR_LENGTH - filled);
  // Never 100 % before the last one.
  const percent = stats.open > 0 ? Math.min(99, Math.floor(share * 100)) : 100;
  const planned = stats.audience_is_cut ? "" : " (still counting)";
  return `${bar} *${percent} %*  ${count(settled)} of ${count(stats.recipients)}${planned}`;
}

function endText({ ended_at, estimated_end_at }: RunStats): string {
  if (ended_at !== null) return `ended ${when(ended_at)}`;
  return estimated_end_at === null ? "not known yet" : `about ${when(estimated_end_at)}`;
}

const MAX_REASONS = 5;

function reasons({ reasons: all }: RunStats): KnownBlock[] {
  const top = Object.entries(all)
    .filter(([, times]) => times > 0)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MAX_REASONS);
  if (top.length === 0) return [];
  return [
    section(
      `*Why not*\n${top.map(([reason, times]) => `• ${count(times)} × ${quoted(reason, 120)}`).join("\n")}`,
    ),
  ];
}

const MAX_POINTS = 20;
const MIN_POINTS = 3;

/** The chart with its twin in words, for whoever does not see it. */
function chart(rates: readonly MinuteRate[]): Array<KnownBlock | Block> {
  const shown = rates.slice(-MAX_POINTS);
  if (shown.length < MIN_POINTS) return [];
  const data = shown.map(({ atMs, requests }) => ({ label: clock(atMs), value: requests }));
  const values = data.map(({ value }) => value);
  const block = {
    type: "data_visualization",
    block_id: "chart",
    title: "Requests a minute (times are UTC)",
    chart: {
      type: "line",
      series: [{ name: "Requests", data }],
      axis_config: { categories: data.map(({ label }) => label), y_label: "a minute" },
    },
  };
  return [
    block,
    context(`Requests a minute: least ${count(Math.min(...values))}, most ${count(Math.max(...values))}`),
  ];
}

const clock = (atMs: number): string => new Date(atMs).toISOString().slice(11, 16);
