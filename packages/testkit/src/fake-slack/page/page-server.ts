// A page onto the fake workspace: a person chooses who they are, reads the channel, and acts in it.
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import type { FakeTeam } from "../fake-team.ts";
import type { Person } from "../person.ts";
import type { SlackChannel, SlackMessage } from "../workspace.ts";
import { escapeHtml, mrkdwnToHtml } from "./mrkdwn.ts";
import { blocksToHtml, type RenderContext } from "./render-blocks.ts";

export interface PageNeighbours {
  team: FakeTeam;
  personNamed: (name: string) => Person;
}

interface Act {
  as: string;
  channel: string;
  kind: "type" | "click" | "press" | "submit" | "close" | "home";
  text?: string;
  ts?: string;
  values?: Record<string, string>;
}

/** GET `/ui` is the page, GET `/ui/state` what it shows now, POST `/ui/act` what the person does. */
export async function servePage(
  neighbours: PageNeighbours,
  path: string,
  query: URLSearchParams,
  body: string,
  response: ServerResponse,
): Promise<void> {
  if (path === "/ui") return send(response, 200, "text/html; charset=utf-8", pageHtml());
  try {
    const answer =
      path === "/ui/state" ? stateOf(neighbours, query) : await act(neighbours, JSON.parse(body) as Act);
    send(response, 200, "application/json", JSON.stringify(answer));
  } catch (error) {
    send(
      response,
      400,
      "application/json",
      JSON.stringify({ problem: error instanceof Error ? error.message : "failed" }),
    );
  }
}

const pageHtml = (): string => readFileSync(new URL("page.html", import.meta.url), "utf8");

function send(response: ServerResponse, status: number, contentType: string, text: string): void {
  response.writeHead(status, { "content-type": contentType, "cache-control": "no-store" }).end(text);
}

function stateOf({ team, personNamed }: PageNeighbours, query: URLSearchParams) {
  const people = [...team.workspace.users.values()].filter(({ is_bot }) => !is_bot).map(({ name }) => name);
  const channels = [...team.workspace.channels.values()].filter(({ is_im }) => !is_im);
  const person = personNamed(query.get("as") ?? people[0] ?? "");
  const channel = channels.find(({ name }) => name === query.get("channel")) ?? channels[0];
  const context = { nameOf: (id: string) => team.workspace.users.get(id)?.name ?? id, values: {} };
  const { modal } = person;
  return {
    people,
    channels: channels.map(({ name }) => name),
    messages:
      channel === undefined ? [] : person.messagesIn(channel).map((one) => messageOf(one, channel, context)),
    modal:
      modal === undefined
        ? null
        : {
            id: `${modal.id} ${modal.hash}`,
            title: escapeHtml(String(Reflect.get(Object(modal["title"]), "text"))),
            submit: textIn(modal["submit"]),
            html: blocksToHtml(modal.blocks, { ...context, values: modal.state.values }),
          },
    home: person.home === undefined ? "" : blocksToHtml(person.home.blocks, context),
  };
}

const textIn = (value: unknown): string | null => {
  const text: unknown = Reflect.get(Object(value), "text");
  return typeof text === "string" ? escapeHtml(text) : null;
};

const messageOf = (message: SlackMessage, { id }: SlackChannel, context: RenderContext) => ({
  ts: message.ts,
  key: `${id} ${message.ts} ${message.edited?.ts ?? ""}`,
  isPrivate: message.ephemeral_to !== undefined,
  isReply: message.thread_ts !== undefined && message.thread_ts !== message.ts,
  html:
    message.blocks === undefined
      ? `<p>${mrkdwnToHtml(message.text, context.nameOf)}</p>`
      : blocksToHtml(message.blocks, context),
});

async function act({ team, personNamed }: PageNeighbours, given: Act): Promise<unknown> {
  const person = personNamed(given.as);
  const channel = [...team.workspace.channels.values()].find(({ name }) => name === given.channel);
  if (channel === undefined) throw new Error(`there is no channel ${given.channel}`);
  const { text = "", ts, values = {} } = given;
  const message = channel.messages.find((one) => one.ts === ts);
  switch (given.kind) {
    case "type":
      return person.types(text, channel);
    case "click":
      return person.clicks(text, { channel, ...(message === undefined ? {} : { message }) });
    case "press":
      return person.presses(text);
    case "home":
      return person.opensHome();
    case "close":
      return person.closes();
    case "submit":
      person.fills(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "")));
      return { errors: await person.submits() };
    default:
      return given.kind satisfies never;
  }
}
