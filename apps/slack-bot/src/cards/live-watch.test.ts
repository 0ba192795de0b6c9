// Ten runs at once over minutes, in a time of our own: what Slack is asked, and what the cards show in the end.
import type { Campaign, RunStats } from "@sluice/schema";
import { expect, test } from "vitest";
import type { LiveFacts } from "../blocks/live-card.ts";
import type { BotMemory, Card, CampaignDesk } from "../ports.ts";
import type { CardBoard } from "./card-board.ts";
import { EditBudget } from "./edit-budget.ts";
import { LiveWatch } from "./live-watch.ts";

const RECIPIENTS = 100_000;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

interface Edit {
  atMs: number;
  card: Card;
  delivered: number;
  isEnd: boolean;
  quietMinutes: number;
}

/** @param deliveredAt what the ledger has settled by then */
function setUp(cardCount: number, deliveredAt: (atMs: number) => number) {
  const time = { nowMs: 10 * MINUTE_MS };
  const startedAtMs = time.nowMs;
  const nowMs = () => time.nowMs;
  const cards = Array.from({ length: cardCount }, (_, i): Card => ({
    campaignId: `c${i}`,
    kind: "live",
    channelId: "C1",
    messageTs: `${i}`,
    version: 1,
  }));
  const live = new Set(cards);
  const edits: Edit[] = [];
  const refused = { count: 0 };
  const budget = new EditBudget(nowMs);
  const statsNow = (): RunStats => {
    const delivered = Math.min(RECIPIENTS, deliveredAt(time.nowMs - startedAtMs));
    const isEnd = delivered === RECIPIENTS;
    return {
      attempts: delivered,
      delivered,
      recipients: RECIPIENTS,
      open: RECIPIENTS - delivered,
      retrying: 0,
      audience_is_cut: true,
      starts_at: new Date(startedAtMs).toISOString(),
      ended_at: isEnd ? new Date(time.nowMs).toISOString() : null,
    } as RunStats;
  };
  const desk = {
    get: async (id: string) => ({ id, status: "SENDING", version: 1 }) as Campaign,
    stats: async () => statsNow(),
    facts: async () => ({}),
  } as unknown as CampaignDesk;
  const memory = {
    liveCards: async () => [...live],
    endLiveCard: async (ended: Card) => void live.delete(ended),
  } as unknown as BotMemory;
  const board = {
    editLive: async (card: Card, { stats, quietMinutes = 0 }: LiveFacts, kind: "progress" | "state") => {
      if (refused.count > 0) {
        refused.count -= 1;
        return false;
      }
      if (!budget.take(kind)) return false;
      const { delivered, ended_at } = stats;
      edits.push({ atMs: time.nowMs, card, delivered, isEnd: ended_at !== null, quietMinutes });
      return true;
    },
    refreshCampaign: async () => undefined,
    tell: async () => undefined,
  } as unknown as CardBoard;
  const watch = new LiveWatch({ desk, board, memory, budget, nowMs });
  const run = async (minutes: number): Promise<void> => {
    for (const endMs = time.nowMs + minutes * MINUTE_MS; time.nowMs < endMs; time.nowMs += SECOND_MS)
      await watch.tick();
  };
  return { run, edits, cards, live, refused, statsNow };
}

test("ten live cards share the budget: at most 45 edits in any minute, each card at most one in three seconds", async () => {
  const { run, edits, cards } = setUp(10, (ms) => ms / 10);
  await run(5);
  for (const { atMs } of edits)
    expect(edits.filter((one) => one.atMs >= atMs && one.atMs < atMs + MINUTE_MS).length).toBeLessThanOrEqual(
      45,
    );
  for (const card of cards) {
    const times = edits.filter((one) => one.card === card).map(({ atMs }) => atMs);
    expect(times.length).toBeGreaterThan(5);
    for (const [i, atMs] of times.slice(1).entries())
      expect(atMs - (times[i] ?? 0)).toBeGreaterThanOrEqual(3_000);
  }
});

test("each edit shows the newest figures, and the last one the exact end", async () => {
  const { run, edits, cards, live } = setUp(10, (ms) => ms);
  await run(4);
  for (const card of cards) {
    const own = edits.filter((one) => one.card === card);
    expect(own.map(({ delivered }) => delivered)).toEqual(
      own.map(({ delivered }) => delivered).toSorted((a, b) => a - b),
    );
    expect(own.at(-1)).toMatchObject({ delivered: RECIPIENTS, isEnd: true });
    expect(own.filter(({ isEnd }) => isEnd)).toHaveLength(1);
  }
  expect(live.size).toBe(0);
});

test("what Slack does not take is tried again with the newest, three seconds later, and the end is not lost", async () => {
  const { run, edits, refused, live } = setUp(1, (ms) => ms);
  refused.count = 5;
  await run(3);
  expect(edits[0]?.atMs).toBeGreaterThanOrEqual(10 * MINUTE_MS + 15_000);
  expect(edits.at(-1)).toMatchObject({ delivered: RECIPIENTS, isEnd: true });
  expect(live.size).toBe(0);
});

test("when nothing leaves any more, the card says so, once a minute", async () => {
  const { run, edits } = setUp(1, () => 500);
  await run(4);
  expect(edits.map(({ quietMinutes }) => quietMinutes)).toEqual([0, 1, 2, 3]);
});
