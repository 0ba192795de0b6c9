// What one person does on the page: typed, pressed, filled in, closed. Each becomes what Slack would send to the app.
//
//   P1. What is no longer there cannot be pressed: the element is looked for in what the person sees now.
//   P2. A required input that is empty is Slack's own affair: the app hears nothing.
import { inputs, isObject, type Pressable, pressables } from "../block-text.ts";
import type { Delivered } from "../delivery/delivery.ts";
import type { FakeTeam } from "../fake-team.ts";
import { filledIn } from "../fill-in.ts";
import { messageActionPayload, viewActionPayload } from "../payloads.ts";
import type { Person } from "../person.ts";
import type { SlackView } from "../views.ts";
import type { SlackChannel } from "../workspace.ts";
import { offerFor, withOffered } from "./offered-options.ts";
import { type Option, toOption } from "./options.ts";

export interface Hand {
  team: FakeTeam;
  person: Person;
  channel: SlackChannel;
  deliver: (delivered: Delivered) => Promise<unknown>;
}

/** By block id, what was chosen or typed; an empty list is an emptied input. */
export type Values = Readonly<Record<string, readonly string[]>>;

export type Act =
  | { kind: "type"; text: string; thread: string }
  | {
      kind: "press";
      at: "message" | "modal" | "home";
      ts: string;
      block: string;
      action: string;
      chosen: string[];
      values: Values;
    }
  | { kind: "suggest"; block: string; text: string }
  | { kind: "submit"; values: Values }
  | { kind: "close"; all: boolean }
  | { kind: "home" }
  /** `ts`: of the message that it was used on; empty for one that needs none. */
  | { kind: "shortcut"; callbackId: string; ts: string };

export interface ActAnswer {
  /** By block id; empty when the modal was taken. */
  errors?: Readonly<Record<string, string>>;
  options?: readonly Option[];
}

export async function act(hand: Hand, given: Act): Promise<ActAnswer> {
  const { person } = hand;
  switch (given.kind) {
    case "type":
      return typed(hand, given);
    case "press":
      await hand.deliver({ kind: "interactive", payload: pressPayload(hand, given) });
      return {};
    case "suggest":
      return { options: (await offerFor(hand.team, person, given.block, given.text)).map(toOption) };
    case "submit":
      return submitted(hand, given.values);
    case "close":
      await person.closes(given.all);
      return {};
    case "home":
      await person.opensHome();
      return {};
    case "shortcut":
      return shortcut(hand, given);
    default:
      return given satisfies never;
  }
}

async function shortcut(
  { person, channel }: Hand,
  { callbackId, ts }: Extract<Act, { kind: "shortcut" }>,
): Promise<ActAnswer> {
  const message = person.messagesIn(channel).find((one) => one.ts === ts);
  if (message === undefined && ts !== "") throw new Error("That message is gone.");
  await (message === undefined
    ? person.usesShortcut(callbackId)
    : person.usesMessageShortcut(callbackId, { channel, message }));
  return {};
}

async function typed(
  { team, person, channel }: Hand,
  { text, thread }: Extract<Act, { kind: "type" }>,
): Promise<ActAnswer> {
  if (text.startsWith("/")) {
    if (thread !== "") throw new Error("Slash commands do not work in threads.");
    await person.types(text, channel);
  } else if (text.trim() !== "") {
    const about = thread === "" ? {} : { thread_ts: thread };
    channel.messages.push({
      type: "message",
      ts: team.workspace.nextTs(),
      user: person.user.id,
      text,
      ...about,
    });
  }
  return {};
}

function pressPayload(hand: Hand, given: Extract<Act, { kind: "press" }>): Record<string, unknown> {
  const { team, person, channel } = hand;
  if (given.at === "message") {
    const message = person.messagesIn(channel).find(({ ts }) => ts === given.ts);
    if (message === undefined) throw new Error("That message is gone.");
    const action = actionOf(hand, elementIn(message.blocks ?? [], given), given.chosen);
    return messageActionPayload(team, person.user, channel, message, action);
  }
  const view = given.at === "modal" ? person.modal : person.home;
  if (view === undefined) throw new Error("That view is gone.");
  fillIn(team, view, given.values);
  const pressed = elementIn(view.blocks, given);
  const element = withOffered(team, view, pressed.block_id, pressed.element);
  return viewActionPayload(team, person.user, view, actionOf(hand, { ...pressed, element }, given.chosen));
}

/** P1 */
function elementIn(blocks: readonly unknown[], wanted: { block: string; action: string }): Pressable {
  const found = pressables(blocks).find(
    ({ block_id, element }) => block_id === wanted.block && element["action_id"] === wanted.action,
  );
  if (found === undefined) throw new Error("That is no longer there.");
  return found;
}

function actionOf({ team }: Hand, { block_id, element }: Pressable, chosen: readonly string[]) {
  const { action_id, type, value, text } = element;
  const about = { action_id, block_id, type, action_ts: team.workspace.nextTs() };
  return type === "button" ? { ...about, value, text } : { ...about, ...valueOf(element, chosen) };
}

/** An overflow menu is filled in like any other. */
const valueOf = (element: Record<string, unknown>, chosen: readonly string[]) => ({
  ...filledIn(element["type"] === "overflow" ? { ...element, type: "static_select" } : element, chosen),
  type: element["type"],
});

function fillIn(team: FakeTeam, view: SlackView, values: Values): void {
  for (const { block_id: blockId, element } of inputs(view.blocks)) {
    const wanted = values[blockId];
    if (wanted === undefined) continue;
    const filled = filledIn(withOffered(team, view, blockId, element), wanted);
    view.state.values[blockId] = { [String(element["action_id"])]: filled };
  }
}

async function submitted({ team, person }: Hand, values: Values): Promise<ActAnswer> {
  const view = person.modal;
  if (view === undefined) throw new Error("That modal is gone.");
  fillIn(team, view, values);
  const missing = emptyInputs(view, values);
  return { errors: Object.keys(missing).length > 0 ? missing : ((await person.submits()) ?? {}) };
}

/** P2 */
const emptyInputs = (view: SlackView, values: Values): Record<string, string> =>
  Object.fromEntries(
    view.blocks
      .filter(
        (block) => block["type"] === "input" && block["optional"] !== true && isObject(block["element"]),
      )
      .filter((block) => (values[String(block["block_id"])] ?? []).length === 0)
      .map((block) => [String(block["block_id"]), "Please complete this required field."]),
  );
