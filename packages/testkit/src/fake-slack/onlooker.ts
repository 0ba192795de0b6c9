// Somebody in the workspace, as far as they look: messages that are for them, the modal on top, the home tab.
import { setTimeout as sleep } from "node:timers/promises";
import { isObject, readBlocks } from "./block-text.ts";
import type { FakeTeam } from "./fake-team.ts";
import type { SlackView } from "./views.ts";
import type { SlackChannel, SlackMessage, SlackUser } from "./workspace.ts";

/** Longer than anything that a test waits for takes. */
const SEEN_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 10;

export class Onlooker {
  readonly user: SlackUser;
  readonly #team: FakeTeam;

  constructor(team: FakeTeam, user: SlackUser) {
    this.#team = team;
    this.user = user;
  }

  get modal(): SlackView | undefined {
    return this.#team.views.stackOf(this.user.id).at(-1);
  }

  get home(): SlackView | undefined {
    return this.#team.views.homeOf(this.user.id);
  }

  /** Messages that this person sees there, oldest first. */
  messagesIn(channel: SlackChannel): SlackMessage[] {
    return channel.messages.filter(({ ephemeral_to: to }) => to === undefined || to === this.user.id);
  }

  /** Waits until some message there holds the text. */
  async sees(text: string | RegExp, channel: SlackChannel): Promise<SlackMessage> {
    const found = await this.#until(() =>
      this.messagesIn(channel).findLast((one) => holds(readMessage(one), text)),
    );
    if (found !== undefined) return found;
    const there = this.messagesIn(channel).map(readMessage).join("\n---\n");
    throw new Error(`${this.user.name} does not see ${String(text)} in #${channel.name}, but:\n${there}`);
  }

  /** Waits for a modal whose title or text holds it. */
  async seesModal(text: string | RegExp): Promise<SlackView> {
    const found = await this.#until(() =>
      this.modal !== undefined && holds(readView(this.modal), text) ? this.modal : undefined,
    );
    if (found !== undefined) return found;
    const there = this.modal === undefined ? "no modal" : readView(this.modal);
    throw new Error(`${this.user.name} does not see a modal with ${String(text)}, but:\n${there}`);
  }

  async #until<T>(look: () => T | undefined): Promise<T | undefined> {
    const deadline = performance.now() + SEEN_WITHIN_MS;
    let found = look();
    while (found === undefined && performance.now() < deadline) {
      await sleep(LOOK_EVERY_MS);
      found = look();
    }
    return found;
  }
}

export const readMessage = ({ text, blocks }: SlackMessage): string =>
  blocks === undefined ? text : readBlocks(blocks);
const readView = (view: SlackView): string => readBlocks([view["title"], ...view.blocks].filter(isObject));
const holds = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
