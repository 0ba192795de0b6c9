// Every verb of the command has another way, and docs/slack.md says which. The table is held to what is really drawn.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CampaignStatus } from "@sluice/schema";
import { pressables } from "@sluice/testkit/fake-slack";
import { expect, test } from "vitest";
import manifest from "../manifest.json" with { type: "json" };
import { ACTIONS } from "../src/blocks/buttons.ts";
import { campaignCard } from "../src/blocks/campaign-card.ts";
import { homeView } from "../src/blocks/home.ts";
import { stopMessage } from "../src/blocks/stop-message.ts";
import { VERBS } from "../src/commands/parse-command.ts";
import { campaign, worstFacts } from "./facts.ts";

const docs = readFileSync(join(import.meta.dirname, "../../../docs/slack.md"), "utf8");
/** `| `new` | *New campaign* | the home tab; … |` */
const rows = [...docs.matchAll(/^\| `([a-z-]+)` \| (?:\*([^*]+)\*|–) \| (.+) \|$/gm)].map(
  ([, verb, label, where]) => ({
    verb,
    label,
    where,
  }),
);

const stop = {
  stop_id: "s",
  stopped_by: "ann",
  stopped_at: "2026-11-21T11:00:00.000Z",
  reason: null,
  paused_runs: 0,
  lifts: [],
  lifts_required: 2 as const,
  ended_at: null,
};
const health = { connections: 2, lastEventAtMs: 0, editsLeft: 5, lateRuns: 0 };
const homes = CampaignStatus.options.flatMap((status) => {
  const waiting = [{ campaign: { ...campaign(), status }, actions: ACTIONS }];
  const rest = { drafts: [], live: [], mine: [], recent: [], health };
  const held = { stop, userIds: new Map<string, string>() };
  return [null, held].flatMap((one) => homeView({ waiting, ...rest, stop: one }).blocks);
});
const cards = CampaignStatus.options.flatMap((status) => campaignCard(worstFacts(status, "a", "b")));
const labelsIn = (blocks: readonly unknown[]): string[] => pressables(blocks).map(({ label }) => label);

test("every verb has its row, and no row is of another", () => {
  expect(new Set(rows.map(({ verb }) => verb))).toEqual(new Set(VERBS));
});

test("`list` is the home tab itself", () => {
  expect(rows.filter(({ label }) => label === undefined)).toMatchObject([{ verb: "list" }]);
});

const PLACES: Readonly<Record<string, readonly string[]>> = {
  "the home tab": labelsIn(homes),
  "the card": labelsIn(cards),
  "the message of the stop": labelsIn(stopMessage(stop, new Map()).blocks),
  "the shortcut": manifest.features.shortcuts.map(({ name }) => name),
};

test.each(rows.filter(({ label }) => label !== undefined))(
  "`$verb` has its button where the table says: $label, $where",
  ({ label = "", where = "" }) => {
    const named = Object.keys(PLACES).filter((place) => where.includes(place));
    const drawn = named.filter((place) => PLACES[place]?.some((one) => one.startsWith(label)));
    expect(named).not.toEqual([]);
    expect(drawn).toEqual(named);
  },
);
