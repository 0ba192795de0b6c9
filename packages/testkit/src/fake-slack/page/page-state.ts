// What one person sees on the page at one moment, as data and finished HTML: the page's script only puts it in place.
import type { FakeTeam } from "../fake-team.ts";
import { textOf } from "../block-text.ts";
import type { Person } from "../person.ts";
import type { SlackView } from "../views.ts";
import type { SlackChannel, SlackMessage, SlackUser } from "../workspace.ts";
import { attribute, escapeHtml } from "./html.ts";
import { mrkdwnToHtml, plainToHtml } from "./mrkdwn.ts";
import { blocksToHtml } from "./render-blocks.ts";
import type { InputContext } from "./render-inputs.ts";
import { clockTime } from "./slack-date.ts";

/** Where a person looks: a channel, or their place with the app, which has a home tab and messages. */
export interface Place {
  id: string;
  name: string;
  kind: "channel" | "app";
  /** Of the newest message that they see there; empty when there is none. */
  newestTs: string;
}

export interface ShownMessage {
  ts: string;
  author: string;
  isApp: boolean;
  /** Their own clock's. */
  time: string;
  isPrivate: boolean;
  isEdited: boolean;
  /** A reply that was sent to the channel as well. */
  isBroadcast: boolean;
  replies: number;
  html: string;
}

export interface ShownModal {
  id: string;
  hash: string;
  title: string;
  submit: string;
  close: string;
  /** Another lies below. */
  isPushed: boolean;
  html: string;
}

export interface PageState {
  team: string;
  people: ReadonlyArray<{ name: string; realName: string }>;
  me: string;
  places: readonly Place[];
  place: Place;
  messages: readonly ShownMessage[];
  thread: { ts: string; messages: readonly ShownMessage[] } | null;
  home: string;
  modal: ShownModal | null;
  shortcuts: ReadonlyArray<{ callbackId: string; name: string; type: "global" | "message" }>;
}

export interface Asked {
  /** Id of a channel; the first one when it is not there. */
  place: string;
  /** `ts` of a message; empty: no thread is open. */
  thread: string;
}

export function pageState(team: FakeTeam, person: Person, asked: Asked, nowMs: number): PageState {
  const context = contextOf(team, person.user, nowMs);
  const channels = channelsOf(team, person.user);
  const place = channels.find(({ id }) => id === asked.place) ?? channels[0];
  if (place === undefined) throw new Error("the fake workspace has no channel");
  const seen = person.messagesIn(place);
  const inThread = seen.filter(({ ts, thread_ts }) => ts === asked.thread || thread_ts === asked.thread);
  const shown = (message: SlackMessage): ShownMessage => shownMessage(message, seen, team, context);
  return {
    team: team.workspace.teamId,
    people: peopleOf(team).map(({ name, real_name }) => ({ name, realName: real_name })),
    me: person.user.name,
    places: channels.map((channel) => placeOf(channel, person)),
    place: placeOf(place, person),
    messages: seen.filter(isInChannel).map(shown),
    thread:
      asked.thread === "" || inThread.length === 0
        ? null
        : { ts: asked.thread, messages: inThread.map(shown) },
    home: person.home === undefined ? "" : blocksToHtml(person.home.blocks, context),
    modal: person.modal === undefined ? null : shownModal(person.modal, context),
    shortcuts: team.shortcuts.map(({ callback_id, name, type }) => ({ callbackId: callback_id, name, type })),
  };
}

const peopleOf = ({ workspace }: FakeTeam): SlackUser[] =>
  [...workspace.users.values()].filter(({ is_bot }) => !is_bot);

/** Those that they are in, and their place with the app. */
function channelsOf({ workspace }: FakeTeam, { id }: SlackUser): SlackChannel[] {
  const open = [...workspace.channels.values()].filter(({ is_im, members }) => !is_im && members.has(id));
  return [...open, workspace.directMessages(id)];
}

const placeOf = (channel: SlackChannel, person: Person): Place => ({
  id: channel.id,
  name: channel.is_im ? "Sluice" : channel.name,
  kind: channel.is_im ? "app" : "channel",
  newestTs: person.messagesIn(channel).at(-1)?.ts ?? "",
});

const isInChannel = ({ ts, thread_ts, reply_broadcast }: SlackMessage): boolean =>
  thread_ts === undefined || thread_ts === ts || reply_broadcast === true;

function contextOf(team: FakeTeam, me: SlackUser, nowMs: number): InputContext {
  const { users, channels, groups } = team.workspace;
  const option = (value: string, text: string) => ({ value, text, description: "" });
  return {
    nameOf: (id) => users.get(id)?.real_name ?? channels.get(id)?.name ?? groups.get(id)?.handle ?? id,
    timeZone: me.tz,
    nowMs,
    values: {},
    people: peopleOf(team).map(({ id, real_name }) => option(id, real_name)),
    channels: channelsOf(team, me).map(({ id, name }) => option(id, name)),
  };
}

function shownMessage(
  message: SlackMessage,
  all: readonly SlackMessage[],
  team: FakeTeam,
  context: InputContext,
): ShownMessage {
  const { ts, user, thread_ts } = message;
  return {
    ts,
    author: context.nameOf(user),
    isApp: message.bot_id !== undefined,
    time: clockTime(ts, context.timeZone),
    isPrivate: message.ephemeral_to !== undefined,
    isEdited: message.edited !== undefined && message.bot_id === undefined,
    isBroadcast: message.reply_broadcast === true && thread_ts !== ts,
    replies: all.filter((one) => one.thread_ts === ts && one.ts !== ts).length,
    html: messageHtml(message, context) + filesHtml(message, team),
  };
}

const messageHtml = ({ text, blocks }: SlackMessage, context: InputContext): string =>
  blocks === undefined
    ? `<div class="block">${mrkdwnToHtml(text, context)}</div>`
    : blocksToHtml(blocks, context);

const filesHtml = ({ files = [] }: SlackMessage, team: FakeTeam): string =>
  files
    .map((id) => {
      const name = team.files.get(id)?.name ?? id;
      return `<a class="file"${attribute("href", `/ui/files/${id}`)}${attribute("download", name)}>${escapeHtml(name)}</a>`;
    })
    .join("");

const shownModal = (view: SlackView, context: InputContext): ShownModal => ({
  id: view.id,
  hash: view.hash,
  title: plainToHtml(textOf(view["title"])),
  submit: textOf(view.submit),
  close: textOf(view["close"]) || "Cancel",
  isPushed: view.previous_view_id !== null,
  html: blocksToHtml(view.blocks, { ...context, values: view.state.values }),
});
