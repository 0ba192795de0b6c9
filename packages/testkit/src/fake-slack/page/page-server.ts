// A page onto the fake workspace: one chooses who one is, reads the channels, and acts in them. It loads from nowhere else.
//
//   GET /ui                the page; /ui/client/… its script and style
//   GET /ui/state          what a person sees now (page-state.ts)
//   GET /ui/events         the same whenever it changed, as server-sent events
//   POST /ui/act           what the person does (page-acts.ts); /ui/file a file that they drop in
//   GET /ui/files/<id>     a file that stands in a message
//   GET /archives/<channel>/p<ts>   a permalink: the page, at that message
import { setTimeout as sleep } from "node:timers/promises";
import type { ServerResponse } from "node:http";
import type { Delivered } from "../delivery/delivery.ts";
import type { FakeTeam } from "../fake-team.ts";
import type { Person } from "../person.ts";
import { type Act, act } from "./page-acts.ts";
import { pageFile } from "./page-files.ts";
import { type PageState, pageState } from "./page-state.ts";

export interface PageNeighbours {
  team: FakeTeam;
  personNamed: (name: string) => Person;
  deliver: (delivered: Delivered) => Promise<unknown>;
  nowMs: () => number;
}

/** Slower than an eye is quick, faster than a person waits. */
const LOOK_EVERY_MS = 150;

export async function servePage(
  neighbours: PageNeighbours,
  { pathname: path, searchParams: query }: URL,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  if (path.startsWith("/archives/")) return redirect(path, response);
  if (path === "/ui/events") return tellChanges(neighbours, query, response);
  if (path === "/ui/state") return answer(response, async () => stateOf(neighbours, query));
  if (path === "/ui/act")
    return answer(response, async () => act(handOf(neighbours, query), JSON.parse(body.toString()) as Act));
  if (path.startsWith("/ui/files/"))
    return sendFile(neighbours.team, path.slice("/ui/files/".length), response);
  if (path === "/ui/file") return answer(response, () => dropped(neighbours, query, body));
  const file = pageFile(path);
  if (file === null) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": file.contentType, "cache-control": "no-store" }).end(file.text);
}

async function answer(response: ServerResponse, make: () => Promise<unknown>): Promise<void> {
  const head = { "content-type": "application/json", "cache-control": "no-store" };
  try {
    const text = JSON.stringify(await make());
    response.writeHead(200, head).end(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : "failed";
    response.writeHead(400, head).end(JSON.stringify({ problem }));
  }
}

async function tellChanges(
  neighbours: PageNeighbours,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  let told = "";
  try {
    while (!response.closed) {
      const text = JSON.stringify(stateOf(neighbours, query));
      if (text !== told) response.write(`data: ${text}\n\n`);
      told = text;
      await sleep(LOOK_EVERY_MS);
    }
  } catch {
    response.end(); // a workspace without people or channels; the page asks again
  }
}

function stateOf({ team, personNamed, nowMs }: PageNeighbours, query: URLSearchParams): PageState {
  const asked = { place: query.get("place") ?? "", thread: query.get("thread") ?? "" };
  return pageState(team, personNamed(nameIn(team, query)), asked, nowMs());
}

function handOf({ team, personNamed, deliver }: PageNeighbours, query: URLSearchParams) {
  const person = personNamed(nameIn(team, query));
  return { team, person, deliver, channel: team.workspace.channel(query.get("place") ?? "") };
}

function sendFile({ files }: FakeTeam, fileId: string, response: ServerResponse): void {
  const file = files.get(fileId);
  if (file === undefined) return void response.writeHead(404).end();
  // Never shown as a page of ours: it holds whatever somebody wrote.
  response.writeHead(200, { "content-type": "application/octet-stream" }).end(file.bytes);
}

async function dropped(neighbours: PageNeighbours, query: URLSearchParams, bytes: Buffer): Promise<object> {
  const { person, channel } = handOf(neighbours, query);
  await person.dropsFile({ name: query.get("name") ?? "file", bytes }, channel);
  return {};
}

/** Whoever is asked for, or else the first person there is. */
function nameIn({ workspace }: FakeTeam, query: URLSearchParams): string {
  const people = [...workspace.users.values()].filter(({ is_bot }) => !is_bot).map(({ name }) => name);
  return people.find((name) => name === query.get("as")) ?? people[0] ?? "";
}

/** `p1700000000123456` → `1700000000.123456` */
function redirect(path: string, response: ServerResponse): void {
  const [, , channel = "", message = ""] = path.split("/");
  const ts = message.replace(/^p(\d+)(\d{6})$/, "$1.$2");
  const query = new URLSearchParams({ place: channel, message: ts });
  response.writeHead(302, { location: `/ui?${query.toString()}` }).end();
}
