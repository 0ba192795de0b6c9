// The fake against the real Bolt: the same bot over Socket Mode and over signed HTTP.
import { App, HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakeSlack, type FakeTeam, readMessage, startFakeSlack } from "../src/fake-slack/index.ts";
import type { SlackChannel } from "../src/fake-slack/index.ts";
import { eventually } from "../src/index.ts";

const SCOPES = ["commands", "chat:write", "users:read", "usergroups:read"];
const plain = (text: string) => ({ type: "plain_text" as const, text });
const NEW_CAMPAIGN = {
  type: "modal" as const,
  callback_id: "new",
  title: plain("New campaign"),
  submit: plain("Next"),
  blocks: [
    {
      type: "input" as const,
      block_id: "name",
      label: plain("Name"),
      element: { type: "plain_text_input" as const, action_id: "v" },
    },
  ],
};
const CARD = [
  { type: "section", text: { type: "mrkdwn", text: "*Winter sale* waits" } },
  {
    type: "actions",
    elements: [{ type: "button", action_id: "approve", text: plain("Approve"), value: "c1:1" }],
  },
];

let slack: FakeSlack;
let team: FakeTeam;
let channel: SlackChannel;
let app: App;

async function startBot(transport: "socket" | "http"): Promise<void> {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const receiver =
    transport === "http"
      ? new HTTPReceiver({ signingSecret: slack.signingSecret })
      : new SocketModeReceiver({ appToken: slack.appToken, installerOptions: { clientOptions } });
  app = new App({
    token: team.botToken,
    botId: "B0BOT",
    botUserId: "U0BOT",
    receiver,
    clientOptions,
    convoStore: false,
  });
  app.command("/campaign", async ({ ack, body, client }) => {
    if (body.text === "help") return ack("Say *new*.");
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: NEW_CAMPAIGN });
    return undefined;
  });
  app.view("new", async ({ ack, view, client, body }) => {
    const name = view.state.values["name"]?.["v"]?.value ?? "";
    if (name.length < 5) return ack({ response_action: "errors", errors: { name: "too short" } });
    await ack();
    await client.chat.postMessage({
      channel: channel.id,
      text: `${body.user.id} wrote ${name}`,
      blocks: CARD,
    });
    return undefined;
  });
  app.action("approve", async ({ ack, body, client, respond }) => {
    await ack();
    if (body.type !== "block_actions" || body.message === undefined) return;
    await client.chat.update({
      channel: channel.id,
      ts: body.message.ts,
      text: `approved by ${body.user.name}`,
    });
    await respond({ text: "Thank you", replace_original: false });
  });
  app.event("app_home_opened", async ({ event, client }) => {
    const blocks = [{ type: "section" as const, text: plain("Nothing waits for you") }];
    await client.views.publish({ user_id: event.user, view: { type: "home", blocks } });
  });
  if (transport === "http") {
    const server = (await app.start(0)) as { address(): { port: number } };
    slack.deliverTo(`http://127.0.0.1:${server.address().port}/slack/events`);
  } else {
    await app.start();
    await eventually(() => slack.socket.connections > 0);
  }
}

beforeEach(async () => {
  // Triggers live and calls are counted by this clock, which stands still: no test is too slow for them.
  const startedAtMs = Date.now();
  slack = await startFakeSlack({ nowMs: () => startedAtMs });
  team = slack.addTeam("T1", SCOPES);
  const ann = team.workspace.addUser("ann");
  const ben = team.workspace.addUser("ben");
  channel = team.workspace.addChannel("campaigns", [ann.id, ben.id, "U0BOT"]);
});
afterEach(async () => {
  await app.stop();
  await slack.stop();
});

describe.each(["socket", "http"] as const)("over %s", (transport) => {
  test("a command opens a modal, a wrong field is told in place, a card is posted and its button acts", async () => {
    await startBot(transport);
    const ann = slack.person(team, "ann");
    const ben = slack.person(team, "ben");

    await ann.types("/campaign new", channel);
    await ann.seesModal("New campaign");
    ann.fills({ Name: "abc" });
    expect(await ann.submits()).toEqual({ name: "too short" });
    ann.fills({ Name: "Winter sale" });
    expect(await ann.submits()).toBeNull();
    expect(ann.modal).toBeUndefined();

    await ben.sees("Winter sale", channel);
    await ben.clicks("Approve", { channel });
    const card = await ben.sees("approved by ben", channel);
    expect(card.blocks).toBeUndefined(); // text alone takes the blocks away
    await ben.sees("Thank you", channel);
    expect(ann.messagesIn(channel).map(readMessage)).not.toContain("Thank you");
    await expect(ann.clicks("Approve", { channel, withinMs: 0 })).rejects.toThrow('sees no "Approve"');
  });

  test("an answer to a command is seen by whoever typed it, until they reload", async () => {
    await startBot(transport);
    const ann = slack.person(team, "ann");
    await ann.types("/campaign help", channel);
    await ann.sees("Say *new*", channel);
    expect(slack.person(team, "ben").messagesIn(channel)).toEqual([]);
    ann.reloads();
    expect(ann.messagesIn(channel)).toEqual([]);
  });

  test("the home tab is there when it was opened", async () => {
    await startBot(transport);
    const ann = slack.person(team, "ann");
    await ann.opensHome();
    await eventually(() => ann.home !== undefined);
    expect(ann.home?.type).toBe("home");
  });
});

test("a method without its scope, a channel without the bot, blocks that are too long: refused as Slack refuses", async () => {
  await startBot("socket");
  const { client } = app;
  const elsewhere = team.workspace.addChannel("elsewhere");
  const long = { type: "header", text: plain("x".repeat(151)) };
  const error = (code: string) =>
    expect.objectContaining({ data: expect.objectContaining({ error: code }) as unknown });
  await expect(client.users.lookupByEmail({ email: "a@b.c" })).rejects.toEqual(error("missing_scope"));
  await expect(client.chat.postMessage({ channel: elsewhere.id, text: "hi" })).rejects.toEqual(
    error("not_in_channel"),
  );
  await expect(
    client.chat.postMessage({ channel: channel.id, text: "hi", blocks: [long] as never }),
  ).rejects.toEqual(error("invalid_blocks"));
});

test("a trigger opens one view, and only within three seconds", async () => {
  await startBot("socket");
  const ann = team.workspace.userNamed("ann");
  const trigger = team.triggers.mint(ann.id);
  await app.client.views.open({ trigger_id: trigger, view: NEW_CAMPAIGN });
  await expect(app.client.views.open({ trigger_id: trigger, view: NEW_CAMPAIGN })).rejects.toThrow(
    "exchanged_trigger",
  );
});

test("an update that insists on an older hash is refused", async () => {
  await startBot("socket");
  const trigger = team.triggers.mint(team.workspace.userNamed("ann").id);
  const { view } = await app.client.views.open({ trigger_id: trigger, view: NEW_CAMPAIGN });
  const wanted = { view_id: view?.id ?? "", hash: view?.hash ?? "", view: NEW_CAMPAIGN };
  await app.client.views.update(wanted);
  await expect(app.client.views.update(wanted)).rejects.toThrow("hash_conflict");
});

test("the fifty-first edit within a minute is told to wait", async () => {
  await startBot("socket");
  const { ts = "" } = await app.client.chat.postMessage({ channel: channel.id, text: "0 %" });
  const call = () =>
    fetch(`${slack.apiUrl}chat.update`, {
      method: "POST",
      headers: { authorization: `Bearer ${team.botToken}`, "content-type": "application/json" },
      body: JSON.stringify({ channel: channel.id, ts, text: "1 %" }),
    });
  const statuses = await Promise.all(Array.from({ length: 51 }, async () => (await call()).status));
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
});

test("a lost answer: the message is there, and the caller does not know", async () => {
  await startBot("socket");
  slack.api.faults.plan("chat.postMessage", { kind: "lost_answer" });
  await expect(app.client.chat.postMessage({ channel: channel.id, text: "once" })).rejects.toThrow(
    "fetch failed",
  );
  expect(channel.messages.map(({ text }) => text)).toEqual(["once"]);
});

test("what is delivered while the app is not connected goes unanswered", async () => {
  await startBot("socket");
  await app.stop();
  await eventually(() => slack.socket.connections === 0);
  await expect(slack.person(team, "ann").types("/campaign help", channel)).rejects.toThrow("not connected");
  expect(slack.socket.undeliverable).toBe(1);
});
