// Somebody in the workspace, as a test drives them: they see what is shown to them, and press what is there. A button that is
// not on the card cannot be pressed.
import { setTimeout as sleep } from "node:timers/promises";
import { followSubmission, showAnswer } from "./acknowledged.ts";
import { inputs, isObject, type Pressable, pressables } from "./block-text.ts";
import type { Acknowledgement, Delivered, Delivery } from "./delivery/delivery.ts";
import { type DroppedFile, dropFile } from "./dropped-file.ts";
import type { FakeTeam } from "./fake-team.ts";
import { filledIn, initialValue } from "./fill-in.ts";
import { forgetEphemerals } from "./messages.ts";
import { Onlooker } from "./onlooker.ts";
import * as payloads from "./payloads.ts";
import type { SlackView } from "./views.ts";
import type { SlackChannel, SlackMessage, SlackUser } from "./workspace.ts";

/** Longer than a bot takes between two states of a card, on a busy machine too. */
const BUTTON_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 20;

export class Person extends Onlooker {
  readonly #team: FakeTeam;
  readonly #delivery: () => Delivery;

  constructor(team: FakeTeam, user: SlackUser, delivery: () => Delivery) {
    super(team, user);
    this.#team = team;
    this.#delivery = delivery;
  }

  /** `/campaign new`, in a channel. @returns what the app acknowledged it with. */
  async types(line: string, channel: SlackChannel): Promise<Acknowledgement> {
    const answer = await this.#send(this.commandOf(line, channel));
    showAnswer(this.#team, this.user.id, channel, answer);
    return answer;
  }

  /** The payload of a command, for tests that send it twice, or later. */
  commandOf(line: string, channel: SlackChannel): Delivered {
    const [command = "", ...rest] = line.split(" ");
    const payload = payloads.commandPayload(this.#team, this.user, channel, command, rest.join(" "));
    return { kind: "slash_commands", payload };
  }

  /** Presses a button (or chooses in a menu) of a message, found by its text. */
  async clicks(
    label: string,
    where: { channel: SlackChannel; message?: SlackMessage; withinMs?: number },
  ): Promise<Acknowledgement> {
    const [message, found] = await this.#seen(label, where);
    return this.#send(this.clickOn(where.channel, message, found));
  }

  /** The payload of a click, for tests that send it twice, or later. */
  clickOn(channel: SlackChannel, message: SlackMessage, found: Pressable): Delivered {
    const action = this.#action(found);
    return {
      kind: "interactive",
      payload: payloads.messageActionPayload(this.#team, this.user, channel, message, action),
    };
  }

  /** Presses a button in the modal on top, or else in the home tab; among several, the one whose value begins so. */
  async presses(label: string, valueStart = ""): Promise<Acknowledgement> {
    const view = this.modal ?? this.home;
    if (view === undefined) throw new Error(`${this.user.name} sees no modal and no home tab`);
    const there = pressables(view.blocks).filter(({ element }) =>
      text(element["value"]).startsWith(valueStart),
    );
    const action = this.#action(named(label, there, `the view of ${this.user.name}`));
    const payload = payloads.viewActionPayload(this.#team, this.user, view, action);
    return this.#send({ kind: "interactive", payload });
  }

  /** Fills in inputs of the modal on top, by their labels. */
  fills(values: Readonly<Record<string, string | readonly string[]>>): void {
    const view = this.#openModal();
    for (const [label, wanted] of Object.entries(values)) {
      const { block_id: blockId, element } = named(label, inputs(view.blocks), "the modal");
      view.state.values[blockId] = { [String(element["action_id"])]: filledIn(element, wanted) };
    }
  }

  /** Leaves an input that tells the app of its changes, with what stands in it. */
  async changes(label: string): Promise<Acknowledgement> {
    const view = this.#openModal();
    const { block_id, element } = named(label, inputs(view.blocks), "the modal");
    const isTold = view.blocks.find((block) => block["block_id"] === block_id)?.["dispatch_action"] === true;
    if (!isTold) throw new Error(`"${label}" tells the app nothing of its changes`);
    const typed = view.state.values[block_id]?.[String(element["action_id"])];
    const action = { ...this.#action({ block_id, element, label }), ...(isObject(typed) ? typed : {}) };
    const payload = payloads.viewActionPayload(this.#team, this.user, view, action);
    return this.#send({ kind: "interactive", payload });
  }

  /** @returns the errors that the modal shows by block, or null. */
  async submits(): Promise<Record<string, string> | null> {
    const view = this.#openModal();
    for (const { block_id: blockId, element } of inputs(view.blocks)) {
      const initial = initialValue(element) ?? { type: element["type"], value: null };
      view.state.values[blockId] ??= { [String(element["action_id"])]: initial };
    }
    const payload = payloads.submissionPayload(this.#team, this.user, view);
    const answer = await this.#send({ kind: "interactive", payload });
    return followSubmission(this.#team, this.user.id, view, answer);
  }

  async closes(all = false): Promise<void> {
    const view = this.#openModal();
    this.#team.views.close(this.user.id, all || view.clear_on_close === true);
    if (view.notify_on_close !== true) return;
    const payload = payloads.closedPayload(this.#team, this.user, view, all);
    await this.#send({ kind: "interactive", payload });
  }

  /** What a menu with server search offers. */
  async looksUp(label: string, value: string): Promise<unknown> {
    const view = this.#openModal();
    const { block_id, element } = named(label, inputs(view.blocks), "the modal");
    const asked = { block_id, action_id: String(element["action_id"]), value };
    const payload = payloads.suggestionPayload(this.#team, this.user, view, asked);
    return (await this.#send({ kind: "interactive", payload }))["options"];
  }

  async opensHome(): Promise<void> {
    const event = {
      type: "app_home_opened",
      user: this.user.id,
      channel: this.#team.workspace.directMessages(this.user.id).id,
      tab: "home",
    };
    await this.#send({ kind: "events_api", payload: payloads.eventPayload(this.#team, event) });
  }

  /** Slack tells the app of something that happened. */
  async hearsOf(event: Record<string, unknown>): Promise<void> {
    await this.#send({ kind: "events_api", payload: payloads.eventPayload(this.#team, event) });
  }

  /** Into a channel, where the app is as well. */
  async dropsFile(file: DroppedFile, channel: SlackChannel): Promise<void> {
    await this.hearsOf(dropFile(this.#team, this.user, channel, file));
  }

  async usesShortcut(callbackId: string): Promise<Acknowledgement> {
    const payload = payloads.shortcutPayload(this.#team, this.user, callbackId);
    return this.#send({ kind: "interactive", payload });
  }

  async usesMessageShortcut(
    callbackId: string,
    where: { channel: SlackChannel; message: SlackMessage },
  ): Promise<Acknowledgement> {
    const { channel, message } = where;
    const payload = payloads.messageShortcutPayload(this.#team, this.user, channel, message, callbackId);
    return this.#send({ kind: "interactive", payload });
  }

  reloads(): void {
    forgetEphemerals(this.#team.workspace, this.user.id);
  }

  #openModal(): SlackView {
    if (this.modal === undefined) throw new Error(`${this.user.name} sees no modal`);
    return this.modal;
  }

  /** A card that is being changed has its buttons back in a moment. */
  async #seen(
    label: string,
    where: { channel: SlackChannel; message?: SlackMessage; withinMs?: number },
  ): Promise<[SlackMessage, Pressable]> {
    const deadline = performance.now() + (where.withinMs ?? BUTTON_WITHIN_MS);
    for (;;) {
      try {
        return this.#onMessage(label, where);
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await sleep(LOOK_EVERY_MS);
      }
    }
  }

  #onMessage(
    label: string,
    where: { channel: SlackChannel; message?: SlackMessage },
  ): [SlackMessage, Pressable] {
    const candidates =
      where.message === undefined ? this.messagesIn(where.channel).toReversed() : [where.message];
    for (const message of candidates) {
      const found = pressables(message.blocks ?? []).find((one) => one.label === label);
      if (found !== undefined) return [message, found];
    }
    const labels = candidates.flatMap(({ blocks = [] }) => pressables(blocks).map((one) => one.label));
    throw new Error(
      `${this.user.name} sees no "${label}" in #${where.channel.name}, but: ${labels.join(", ")}`,
    );
  }

  #action({ block_id: blockId, element }: Pressable): Record<string, unknown> {
    const { action_id, type, value, text } = element;
    return { action_id, block_id: blockId, type, value, text, action_ts: this.#team.workspace.nextTs() };
  }

  async #send(delivered: Delivered): Promise<Acknowledgement> {
    return this.#delivery().deliver(delivered);
  }
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function named(label: string, among: readonly Pressable[], where: string): Pressable {
  const found = among.find((one) => one.label === label);
  if (found !== undefined) return found;
  throw new Error(`there is no "${label}" in ${where}, but: ${among.map((one) => one.label).join(", ")}`);
}
