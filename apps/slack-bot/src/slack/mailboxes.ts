// Who in this Slack somebody is whom the campaigns know by a mailbox: the way back from a person to a member.
import type { WebClient } from "@slack/web-api";

/** A mailbox keeps its member; somebody who is not there yet may come. */
const FOUND_FOR_MS = 3_600_000;
const NOBODY_FOR_MS = 60_000;
const MAX_KEPT = 10_000;

export class Mailboxes {
  readonly #client: WebClient;
  readonly #teamId: string;
  readonly #nowMs: () => number;
  readonly #known = new Map<string, { userId: string | null; untilMs: number }>();

  /** @param options.client one that does not wait when Slack says so: names on cards are no reason to keep people waiting */
  constructor(options: { client: WebClient; teamId: string; nowMs: () => number }) {
    this.#client = options.client;
    this.#teamId = options.teamId;
    this.#nowMs = options.nowMs;
  }

  /** Null: nobody here. @throws when Slack does not tell */
  async userIdOf(person: string): Promise<string | null> {
    const [, teamId, byId] = /^slack:(\w+):(\w+)$/.exec(person) ?? [];
    if (byId !== undefined) return teamId === this.#teamId ? byId : null;
    if (!person.includes("@")) return null;
    const known = this.#known.get(person);
    if (known !== undefined && known.untilMs > this.#nowMs()) return known.userId;
    const userId = await this.#lookUp(person.trim().toLowerCase());
    if (this.#known.size >= MAX_KEPT) this.#known.clear();
    this.#known.set(person, {
      userId,
      untilMs: this.#nowMs() + (userId === null ? NOBODY_FOR_MS : FOUND_FOR_MS),
    });
    return userId;
  }

  async #lookUp(email: string): Promise<string | null> {
    try {
      const { user } = await this.#client.users.lookupByEmail({ email });
      return user?.id ?? null;
    } catch (error) {
      const data: unknown = Reflect.get(Object(error), "data");
      if (Reflect.get(Object(data), "error") === "users_not_found") return null;
      throw error;
    }
  }
}
