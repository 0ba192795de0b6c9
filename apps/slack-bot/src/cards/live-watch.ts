// Runs as they go out, each on a card: the newest figures within Slack's budget of edits, the last ones exactly.
//
//   W1. Progress waits its turn and only the newest is shown; a change of state goes first.
//   W2. The last edit shows what the ledger has settled, and is tried until Slack takes it.
//   W3. What Slack did not take waits as long as what it took: no card spends the budget of the others.
//   W4. A card that cannot be shown keeps no other one from being shown.
import type { Campaign, RunStats } from "@sluice/schema";
import { type LiveFacts, liveText, type MinuteRate } from "../blocks/live-card.ts";
import { count } from "../blocks/text.ts";
import type { BotMemory, Card, CampaignDesk } from "../ports.ts";
import type { CardBoard } from "./card-board.ts";
import type { EditBudget } from "./edit-budget.ts";
import { StandWatch } from "./run-stand.ts";

interface Watched {
  /** Of progress. */
  dueAtMs: number;
  /** Of anything, after Slack did not take it. */
  notBeforeMs: number;
  standWatch: StandWatch;
  shownState: string;
  shownText: string;
  /** Attempts at the beginning of each minute seen so far. */
  minutes: Array<{ atMs: number; attempts: number }>;
}

const MINUTE_MS = 60_000;
const MAX_MINUTES = 21;
const AGAIN_AFTER_MS = 3_000;
const WATCHED = "Its card is in this channel already.";

export class LiveWatch {
  readonly #desk: CampaignDesk;
  readonly #board: CardBoard;
  readonly #memory: BotMemory;
  readonly #budget: EditBudget;
  readonly #nowMs: () => number;
  readonly #watched = new Map<string, Watched>();
  /** Two who ask in one moment get one card, or hear of the same failure. */
  readonly #posting = new Map<string, Promise<boolean>>();
  /** Nobody else makes live cards: without any there is nothing to look for. */
  #mayHaveCards = true;

  constructor(parts: {
    desk: CampaignDesk;
    board: CardBoard;
    memory: BotMemory;
    budget: EditBudget;
    nowMs: () => number;
  }) {
    this.#desk = parts.desk;
    this.#board = parts.board;
    this.#memory = parts.memory;
    this.#budget = parts.budget;
    this.#nowMs = parts.nowMs;
  }

  /** @returns what to tell whoever asked. */
  async start(campaign: Campaign, channelId: string): Promise<string> {
    const stats = await this.#desk.stats(campaign);
    if (stats === null) return "It is not going out yet; there is nothing to watch.";
    const key = `${campaign.id} ${channelId}`;
    const posting = this.#posting.get(key);
    if (posting !== undefined) {
      await posting; // told of a card only when it is there
      return WATCHED;
    }
    const posted = this.#post({ campaign, stats, rates: [] }, channelId);
    this.#posting.set(key, posted);
    try {
      return (await posted) ? "I keep a card up to date while it goes out." : WATCHED;
    } finally {
      this.#posting.delete(key);
      this.#mayHaveCards = true;
    }
  }

  /** @returns false where there is one already. */
  async #post(facts: LiveFacts, channelId: string): Promise<boolean> {
    if (await this.#isWatched(facts.campaign, channelId)) return false;
    await this.#board.postLive(facts, channelId);
    return true;
  }

  async #isWatched({ id }: Campaign, channelId: string): Promise<boolean> {
    const cards = await this.#memory.cardsOf(id);
    return cards.some((card) => card.kind === "live" && card.channelId === channelId);
  }

  /** Called every second or so. */
  async tick(): Promise<void> {
    if (!this.#mayHaveCards) return;
    this.#mayHaveCards = false; // unless somebody posts one meanwhile
    const cards = await this.#cards();
    if (cards.length > 0) this.#mayHaveCards = true;
    const intervalMs = this.#budget.intervalMs(cards.length);
    const looks: Array<PromiseSettledResult<void>> = [];
    for (const card of cards) looks.push(...(await Promise.allSettled([this.#look(card, intervalMs)]))); // W4
    const there = new Set(cards.map(keyOf));
    for (const key of this.#watched.keys()) if (!there.has(key)) this.#watched.delete(key);
    const failed = looks.find((look) => look.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  async #cards(): Promise<Card[]> {
    try {
      return await this.#memory.liveCards();
    } catch (error) {
      this.#mayHaveCards = true;
      throw error;
    }
  }

  async #look(card: Card, intervalMs: number): Promise<void> {
    const watched = this.#watchedOf(card);
    if (this.#nowMs() < watched.notBeforeMs) return;
    const campaign = await this.#desk.get(card.campaignId);
    const stats = await this.#desk.stats(campaign);
    if (stats === null) return;
    const rates = ratesOf(watched, stats, this.#nowMs());
    const { stand, hasHalted } = watched.standWatch.look(campaign.status, stats, this.#nowMs());
    const quietMinutes = stand === "going" ? quietMinutesOf(watched, stats, this.#nowMs()) : 0;
    const facts = { campaign, stats, rates, stand, quietMinutes };
    if (hasHalted) await this.#board.tell(campaign, haltedText(stats));
    if (stats.ended_at !== null) return this.#end(card, watched, facts);
    const state = `${campaign.status} ${stand}`;
    const isNewState = state !== watched.shownState;
    const isDue = this.#nowMs() >= watched.dueAtMs && liveText(facts) !== watched.shownText;
    if (!isNewState && !isDue) return;
    if (!(await this.#edit(card, watched, facts, isNewState ? "state" : "progress"))) return; // W1: the newest next time
    watched.shownState = state;
    watched.shownText = liveText(facts);
    watched.dueAtMs = this.#nowMs() + intervalMs;
  }

  /** W2 */
  async #end(card: Card, watched: Watched, facts: LiveFacts): Promise<void> {
    if (!(await this.#edit(card, watched, facts, "state"))) return;
    await this.#memory.endLiveCard(card);
    await this.#board.refreshCampaign(await this.#desk.facts(facts.campaign));
  }

  /** W3 */
  async #edit(card: Card, watched: Watched, facts: LiveFacts, kind: "progress" | "state"): Promise<boolean> {
    const isTaken = await this.#board.editLive(card, facts, kind);
    if (!isTaken) watched.notBeforeMs = this.#nowMs() + AGAIN_AFTER_MS;
    return isTaken;
  }

  #watchedOf(card: Card): Watched {
    const known = this.#watched.get(keyOf(card));
    if (known !== undefined) return known;
    const fresh: Watched = {
      dueAtMs: 0,
      notBeforeMs: 0,
      standWatch: new StandWatch(),
      shownState: "",
      shownText: "",
      minutes: [],
    };
    this.#watched.set(keyOf(card), fresh);
    return fresh;
  }
}

const haltedText = ({ recipients, open }: RunStats): string =>
  `:double_vertical_bar: Paused at ${count(recipients - open)} of ${count(recipients)}.`;

/** A run that is due and has something to send, of which nothing moves: somebody should know. */
function quietMinutesOf({ standWatch }: Watched, stats: RunStats, nowMs: number): number {
  const isDue = Date.parse(stats.starts_at) <= nowMs;
  const hasWork = !stats.audience_is_cut || stats.open > stats.retrying;
  return isDue && hasWork ? Math.floor(standWatch.stillForMs(nowMs) / MINUTE_MS) : 0;
}

const keyOf = ({ channelId, messageTs }: Card): string => `${channelId} ${messageTs}`;

/** From what was counted at the beginning of each minute; the minute that is under way is not shown. */
function ratesOf(watched: Watched, { attempts }: RunStats, nowMs: number): MinuteRate[] {
  const { minutes } = watched;
  const minute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  if (minutes.at(-1)?.atMs !== minute) minutes.push({ atMs: minute, attempts });
  if (minutes.length > MAX_MINUTES) minutes.shift();
  return minutes.slice(1).map(({ atMs, attempts: after }, i) => ({
    atMs: atMs - MINUTE_MS,
    requests: after - (minutes[i]?.attempts ?? after),
  }));
}
