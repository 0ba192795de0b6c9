// What happens to campaigns, wherever it is done: over the API, from the command line, by the planner, in Slack. Read from the audit
// log, so that no card shows less than was decided, and whoever has to know hears of it.
//
//   F1. Entries may be committed a little after their ids were made: the last moments are read again, and what was heard is left out.
//   F2. Each entry is told once, over restarts too; what was done in this Slack was told in its thread by whoever did it.
//   F3. Nobody hears in a direct message of what they did themselves.
//   F4. Whoever edits again and again within some minutes is told of once: the card shows what it came to.
import { CampaignError } from "@sluice/campaigns";
import type { Campaign } from "@sluice/schema";
import { stageOf } from "../blocks/campaign-words.ts";
import type { BotMemory, CampaignAuditLine, CampaignDesk } from "../ports.ts";
import { isToBeTold, messagesFor, THREAD_WORDS } from "../blocks/told.ts";
import type { People } from "../slack/people.ts";
import type { CardBoard } from "./card-board.ts";
import { ensureCard } from "./ensure-card.ts";
import type { Outbox } from "./outbox.ts";

export interface FollowerParts {
  desk: CampaignDesk;
  memory: BotMemory;
  board: CardBoard;
  outbox: Outbox;
  people: Pick<People, "userIdsOf">;
  teamId: string;
  channelId: string;
  nowMs: () => number;
}

/** After a start: what happened while the bot was away, as far as anybody still wants to hear it. */
const FIRST_LOOK_BACK_MS = 15 * 60_000;
/** Longer than a transaction takes from its first id to its commit. */
const LOOK_BACK_MS = 30_000;
const TOLD_ONCE_IN_MS = 10 * 60_000;
const MAX_LINES = 1_000;
const MAX_HEARD = 10_000;

export class CampaignFollower {
  readonly #parts: FollowerParts;
  readonly #heard = new Set<string>();
  #sinceMs: number;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
    this.#sinceMs = parts.nowMs() - FIRST_LOOK_BACK_MS;
  }

  /** Called every second or so. */
  async round(): Promise<void> {
    const { desk, nowMs } = this.#parts;
    const beganAtMs = nowMs();
    const lines = await desk.doneSince(this.#sinceMs, Object.keys(THREAD_WORDS), MAX_LINES);
    for (const line of lines) await this.#once(line);
    const last = lines[MAX_LINES - 1];
    // A look that was cut short goes on where it ended.
    this.#sinceMs = last === undefined ? beganAtMs - LOOK_BACK_MS : Date.parse(last.at); // F1
  }

  /** F2 */
  async #once(line: CampaignAuditLine): Promise<void> {
    if (this.#heard.has(line.auditId)) return;
    if (this.#heard.size >= MAX_HEARD) this.#heard.clear();
    this.#heard.add(line.auditId);
    if (!(await this.#parts.memory.isFirst(`heard ${line.auditId}`))) return;
    try {
      await this.#hear(line, await this.#parts.desk.get(line.campaignId));
    } catch (error) {
      if (!(error instanceof CampaignError)) throw error;
    }
  }

  async #hear(line: CampaignAuditLine, campaign: Campaign): Promise<void> {
    const { board } = this.#parts;
    const isFromHere = line.source.startsWith(`slack ${this.#parts.teamId}/`);
    if (line.action === "campaign.submitted" && stageOf(campaign) === "UNDER_REVIEW")
      await ensureCard(this.#parts, campaign);
    if (!isFromHere || line.action === "campaign.edited") board.markDirty(campaign.id);
    if (!isFromHere && isToBeTold(line) && !(await this.#isRepeat(line)))
      await board.tell(campaign, THREAD_WORDS[line.action]?.(line) ?? "");
    await this.#tellPersons(line, campaign);
  }

  /** F4 */
  async #isRepeat({ action, actor, at, campaignId }: CampaignAuditLine): Promise<boolean> {
    if (action !== "campaign.edited") return false;
    const period = Math.floor(Date.parse(at) / TOLD_ONCE_IN_MS);
    return !(await this.#parts.memory.isFirst(`edited ${campaignId} ${period} ${actor}`));
  }

  /** F3 */
  async #tellPersons(line: CampaignAuditLine, campaign: Campaign): Promise<void> {
    const { desk, people, outbox, board } = this.#parts;
    const voided = line.action === "campaign.edited" ? versionBefore(line) : null;
    const approvers = voided === null ? [] : await desk.approversOf(campaign.id, voided);
    const messages = messagesFor(line, campaign, approvers);
    if (messages.size === 0) return;
    const link = await board.linkTo(campaign);
    for (const [person, userId] of await people.userIdsOf(messages.keys()))
      outbox.add({
        channel: userId,
        text: `${messages.get(person)}${link === null ? "" : ` <${link}|Its card>`}`,
      });
  }
}

/** The one that an edit replaced. */
function versionBefore({ detail }: CampaignAuditLine): number | null {
  const version = Number(detail["version"]);
  return version > 1 ? version - 1 : null;
}
