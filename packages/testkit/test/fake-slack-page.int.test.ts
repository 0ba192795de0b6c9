// The page's own answers over HTTP; in a browser, with the real bot, it is tested where the bot is.
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeSlack, type FakeTeam, type SlackChannel, startFakeSlack } from "../src/fake-slack/index.ts";
import { postMessage } from "../src/fake-slack/messages.ts";
import type { ActAnswer } from "../src/fake-slack/page/page-acts.ts";
import type { PageState } from "../src/fake-slack/page/page-state.ts";

let slack: FakeSlack;
let team: FakeTeam;
let channel: SlackChannel;

beforeEach(async () => {
  slack = await startFakeSlack();
  team = slack.addTeam("T1", ["chat:write", "files:read"]);
  const people = ["ann", "ben"].map((name) => team.workspace.addUser(name).id);
  channel = team.workspace.addChannel("campaigns", [...people, "U0BOT"]);
});
afterEach(() => slack.stop());

const state = async (query: Record<string, string>): Promise<PageState> =>
  (await (
    await fetch(`${slack.origin}/ui/state?${new URLSearchParams(query).toString()}`)
  ).json()) as PageState;
const act = async (as: string, given: object): Promise<ActAnswer & { problem?: string }> => {
  const query = new URLSearchParams({ as, place: channel.id });
  const response = await fetch(`${slack.origin}/ui/act?${query.toString()}`, {
    method: "POST",
    body: JSON.stringify(given),
  });
  return (await response.json()) as ActAnswer & { problem?: string };
};
const texts = (messages: PageState["messages"]): string[] =>
  messages.map(({ html }) => html.replaceAll(/<[^>]+>/g, ""));

test("a channel shows what was said in it and what was sent to it from threads; a thread shows the rest", async () => {
  const { workspace } = team;
  const root = postMessage(workspace, channel, { text: "root" });
  postMessage(workspace, channel, { text: "only in the thread", thread_ts: root.ts });
  postMessage(workspace, channel, { text: "to all", thread_ts: root.ts, reply_broadcast: true });
  const seen = await state({ as: "ann", thread: root.ts });
  expect(texts(seen.messages)).toEqual(["root", "to all"]);
  expect(seen.messages[0]?.replies).toBe(2);
  expect(texts(seen.thread?.messages ?? [])).toEqual(["root", "only in the thread", "to all"]);
});

test("what is meant for one person, others do not see", async () => {
  const ann = team.workspace.userNamed("ann").id;
  postMessage(team.workspace, channel, { text: "for Ann" }, { ephemeral_to: ann });
  postMessage(team.workspace, team.workspace.directMessages(ann), { text: "a word with Ann" });
  const [forAnn, forBen] = [await state({ as: "ann" }), await state({ as: "ben" })];
  expect(forAnn.messages.map(({ isPrivate }) => isPrivate)).toEqual([true]);
  expect(forBen.messages).toEqual([]);
  const dm = (seen: PageState) => seen.places.find(({ kind }) => kind === "app");
  expect(dm(forAnn)?.newestTs).not.toBe("");
  expect(dm(forBen)?.newestTs).toBe("");
});

const MODAL = {
  type: "modal" as const,
  title: { type: "plain_text", text: "New" },
  submit: { type: "plain_text", text: "Next" },
  blocks: [
    {
      type: "input",
      block_id: "name",
      label: { type: "plain_text", text: "Name" },
      element: { type: "plain_text_input", action_id: "v", initial_value: "Winter" },
    },
  ],
};

test("a required input that was emptied is Slack's own affair: the app hears nothing", async () => {
  team.views.open(team.triggers.mint(team.workspace.userNamed("ann").id), MODAL);
  const { errors } = await act("ann", { kind: "submit", values: { name: [] } });
  expect(errors).toEqual({ name: "Please complete this required field." });
  expect(slack.socket.undeliverable).toBe(0);
});

test("a button that is gone cannot be pressed, and the person hears it", async () => {
  const pressed = {
    kind: "press",
    at: "message",
    ts: "1.000001",
    block: "b",
    action: "a",
    chosen: [],
    values: {},
  };
  expect(await act("ann", pressed)).toEqual({ problem: "That message is gone." });
});

test("when the app does not answer, the person hears it", async () => {
  expect(await act("ann", { kind: "type", text: "/campaign new", thread: "" })).toEqual({
    problem: "the app is not connected",
  });
});

test("a permalink leads to the page, at its message", async () => {
  const { ts } = postMessage(team.workspace, channel, { text: "here" });
  const response = await fetch(`${slack.origin}/archives/${channel.id}/p${ts.replace(".", "")}`, {
    redirect: "manual",
  });
  expect(response.headers.get("location")).toBe(`/ui?place=${channel.id}&message=${ts}`);
});

test("whoever looks is told of a change without asking", async () => {
  const response = await fetch(`${slack.origin}/ui/events?as=ann`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain('"messages":[]');
  postMessage(team.workspace, channel, { text: "news" });
  expect((await reader?.read())?.value).toContain("news");
  await reader?.cancel();
});

test("a file dropped in is a message, and a bot that may read files can have it", async () => {
  const bytes = Buffer.from([0, 255, 1]);
  await slack
    .person(team, "ann")
    .dropsFile({ name: "a.yaml", bytes }, channel)
    .catch(() => "the app is not connected");
  const [id = ""] = channel.messages[0]?.files ?? [];
  const headers = { authorization: `Bearer ${team.botToken}` };
  const info = await fetch(`${slack.apiUrl}files.info`, {
    method: "POST",
    headers,
    body: new URLSearchParams({ file: id }),
  });
  const { file } = (await info.json()) as { file: { url_private: string; user: string } };
  expect(file.user).toBe(team.workspace.userNamed("ann").id);
  expect(Buffer.from(await (await fetch(file.url_private, { headers })).arrayBuffer())).toEqual(bytes);
  expect((await fetch(file.url_private)).status).toBe(403);
});

test("the page, its style and its script come from here, and ask for nothing from elsewhere", async () => {
  const page = await (await fetch(`${slack.origin}/ui`)).text();
  const files = [...page.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path ?? "");
  const script = await (await fetch(`${slack.origin}/ui/client/main.ts`)).text();
  const modules = [...script.matchAll(/from "\.\/([a-z-]+\.ts)"/g)].map(([, name]) => `/ui/client/${name}`);
  const statuses = [...files, ...modules].map(async (path) => [
    path,
    (await fetch(slack.origin + path)).status,
  ]);
  expect((await Promise.all(statuses)).filter(([, status]) => status !== 200)).toEqual([]);
  expect(page).not.toMatch(/https?:\/\//);
  expect((await fetch(`${slack.origin}/ui/client/nothing.ts`)).status).toBe(404);
});

test("a shortcut of a message needs the message", async () => {
  const given = { kind: "shortcut", callbackId: "campaign_from_file", ts: "1.000001" };
  expect(await act("ann", given)).toEqual({ problem: "That message is gone." });
});
