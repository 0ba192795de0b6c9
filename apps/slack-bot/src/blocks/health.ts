// How the bot and the engine are, on the home tab: for whoever wonders why nothing happens.
import type { KnownBlock } from "@slack/types";
import { context, count, when } from "./text.ts";

export interface HealthFacts {
  connections: number;
  /** 0: never. */
  lastEventAtMs: number;
  /** Of this Slack workspace, for the minute. */
  editsLeft: number;
  /** Runs that should have begun a while ago. */
  lateRuns: number;
}

export const healthBlocks = ({
  connections,
  lastEventAtMs,
  editsLeft,
  lateRuns,
}: HealthFacts): KnownBlock[] => [
  context(
    [
      connections > 0 ? ":white_check_mark: connected with Slack" : ":warning: not connected with Slack",
      lastEventAtMs === 0 ? "heard nothing yet" : `last heard ${when(lastEventAtMs)}`,
      editsLeft > 0
        ? `${count(editsLeft)} edits of cards left this minute`
        : ":hourglass: no edits of cards left this minute: cards lag",
      lateRuns === 0
        ? "everything due has begun"
        : `:warning: ${count(lateRuns)} ${lateRuns === 1 ? "run" : "runs"} should have begun and ${lateRuns === 1 ? "has" : "have"} not: the engine does not answer`,
    ].join(" · "),
  ),
];
