// Who somebody in Slack is to the campaigns: a person with one mailbox, whether they come from Slack or over HTTP. And what
// they may do, asked of Slack at the moment they do it.
//
//   P1. Guests, bots, people who left, and people of other companies may look, and change nothing.
//   P2. Whether somebody may approve is read from the user group at click time. When Slack does not tell, the answer is no.
//   P3. Whoever approved is asked about again at the launch: an approval ends with the right to give it.
import type { WebClient } from "@slack/web-api";
import { quoted } from "../blocks/text.ts";
import { Mailboxes } from "./mailboxes.ts";

export interface SlackPerson {
  userId: string;
  /** As four eyes compare persons: the mailbox, or the Slack id of someone without one. */
  person: string;
  name: string;
  /** Null: a full member. */
  refusal: string | null;
}

const NOT_TOLD = "Slack did not tell who may approve. Try again in a moment.";
const NAMES_FOR_MS = 60_000;
const GROUP_FOR_MS = 10_000;

export class People {
  readonly #client: WebClient;
  readonly #teamId: string;
  readonly #approvers: string | null;
  readonly #nowMs: () => number;
  readonly #mailboxes: Mailboxes;
  readonly #known = new Map<string, { person: SlackPerson; untilMs: number }>();
  #group: { userIds: ReadonlySet<string>; untilMs: number } | null = null;

  /** @param approvers id of the user group whose members approve; null: every full member does */
  constructor(options: {
    client: WebClient;
    background: WebClient;
    teamId: string;
    approvers: string | null;
    nowMs: () => number;
  }) {
    this.#client = options.client;
    this.#teamId = options.teamId;
    this.#approvers = options.approvers;
    this.#nowMs = options.nowMs;
    this.#mailboxes = new Mailboxes({ ...options, client: options.background });
  }

  async of(userId: string): Promise<SlackPerson> {
    const known = this.#known.get(userId);
    if (known !== undefined && known.untilMs > this.#nowMs()) return known.person;
    const { user } = await this.#client.users.info({ user: userId });
    const email = user?.profile?.email?.trim().toLowerCase();
    const person = {
      userId,
      person: email ?? `slack:${this.#teamId}:${userId}`,
      name: user?.profile?.display_name ?? user?.name ?? userId,
      refusal: this.#refusalOf(user ?? {}),
    };
    this.#known.set(userId, { person, untilMs: this.#nowMs() + NAMES_FOR_MS });
    return person;
  }

  /** P2. @returns null, or why not. */
  async approvalRefusal({ userId, refusal }: SlackPerson): Promise<string | null> {
    if (refusal !== null || this.#approvers === null) return refusal;
    const userIds = await this.#approverIds(this.#approvers);
    if (userIds === null) return NOT_TOLD;
    return userIds.has(userId) ? null : `Only members of <!subteam^${this.#approvers}> approve.`;
  }

  /** P3. @param approvers as four eyes compare them. @returns null, or who of them may not any more, and why */
  async standingRefusal(approvers: readonly string[]): Promise<string | null> {
    for (const approver of approvers) {
      const refusal = await this.#refusalNow(approver);
      if (refusal !== null) return `${quoted(approver)} approved it, and could not now: ${refusal}`;
    }
    return null;
  }

  async #refusalNow(approver: string): Promise<string | null> {
    const userId = await this.#mailboxes.userIdOf(approver).catch(() => "");
    if (userId === "") return NOT_TOLD;
    if (userId !== null) return this.approvalRefusal(await this.of(userId));
    return this.#approvers === null ? null : "nobody in this Slack has that mailbox.";
  }

  /** Those who are in this Slack, by mailbox. Whoever Slack does not tell of is left out. */
  async userIdsOf(persons: Iterable<string>): Promise<Map<string, string>> {
    const userIds = new Map<string, string>();
    for (const person of new Set(persons)) {
      const userId = await this.#mailboxes.userIdOf(person).catch(() => null);
      if (userId !== null) userIds.set(person, userId);
    }
    return userIds;
  }

  /** Of those who approve, all at once; empty where every full member does. */
  get approversMention(): string {
    return this.#approvers === null ? "" : `<!subteam^${this.#approvers}>`;
  }

  /** The group has changed. */
  forgetGroup(): void {
    this.#group = null;
  }

  async #approverIds(group: string): Promise<ReadonlySet<string> | null> {
    if (this.#group !== null && this.#group.untilMs > this.#nowMs()) return this.#group.userIds;
    try {
      const { users = [] } = await this.#client.usergroups.users.list({ usergroup: group });
      this.#group = { userIds: new Set(users), untilMs: this.#nowMs() + GROUP_FOR_MS };
      return this.#group.userIds;
    } catch {
      return null;
    }
  }

  /** P1 */
  #refusalOf(user: {
    deleted?: boolean;
    is_bot?: boolean;
    is_restricted?: boolean;
    is_ultra_restricted?: boolean;
    is_stranger?: boolean;
    team_id?: string;
  }): string | null {
    if (user.deleted === true) return "This account is deactivated.";
    if (user.is_bot === true) return "Bots change no campaigns.";
    if (user.is_restricted === true || user.is_ultra_restricted === true)
      return "Guests can look at campaigns, but not change them.";
    const isElsewhere = user.is_stranger === true || (user.team_id ?? this.#teamId) !== this.#teamId;
    return isElsewhere ? "People of other companies can look at campaigns, but not change them." : null;
  }
}
