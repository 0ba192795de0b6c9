// Both ways on which Slack reaches the bot, and what goes wrong on them: nothing is done twice, nothing is lost.
import { createHmac } from "node:crypto";
import { connect } from "node:net";
import type { Campaign } from "@sluice/schema";
import { createLogger } from "@sluice/telemetry";
import { eventually } from "@sluice/testkit";
import { type Delivered, NotAcknowledged, pressables } from "@sluice/testkit/fake-slack";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DualSocketReceiver } from "../src/slack/dual-socket-receiver.ts";
import { FrontDoor } from "../src/slack/front-door.ts";
import type { RunningBot } from "../src/start-bot.ts";
import { openStage, type Stage } from "./stage.ts";

const log = createLogger("test", { level: "silent" });
let stage: Stage;
let bot: RunningBot;
beforeAll(async () => (stage = await openStage()), 60_000);
afterAll(async () => stage[Symbol.asyncDispose]());

const person = (name: string) => stage.slack.person(stage.team, name);
const auditOf = async ({ id }: Campaign, action: string) =>
  (await stage.desk.audit(id, 100)).filter((line) => line.action === action);

let count = 0;
async function submitted(): Promise<{ campaign: Campaign; approve: Delivered }> {
  count += 1;
  const { id } = await stage.desk.create(
    { person: "ann@example.com", source: "test" },
    {
      channel: "CONNECTOR",
      campaign_delivery_type: "ONE_TIME",
      basic_details: { name: `Transport ${count}` },
      campaign_content: { content: { connector: { url: `${stage.endpoint.url}/n`, method: "POST" } } },
      segmentation_details: { is_all_user_campaign: true },
      scheduling_details: { delivery_type: "ASAP" },
    },
  );
  await person("ann").types(`/campaign submit ${id}`, stage.channel);
  const card = await person("ben").sees(`Transport ${count}`, stage.channel);
  const found = await eventually(() =>
    pressables(card.blocks ?? []).find(({ label }) => label === "Approve"),
  );
  return { campaign: await stage.desk.get(id), approve: person("ben").clickOn(stage.channel, card, found) };
}

describe("over signed HTTP", () => {
  let url: URL;
  beforeAll(async () => {
    bot = await stage.startBot("http");
    url = new URL(stage.slack.requestUrl ?? "");
  });
  afterAll(async () => bot.stop());

  interface Signing {
    secret?: string;
    atS?: number;
    contentType?: string;
    retry?: number;
  }
  const FORM = "application/x-www-form-urlencoded";
  const nowS = (): number => Math.floor(Date.now() / 1_000);

  async function post(body: string, signing: Signing = {}): Promise<Response> {
    const { secret = stage.slack.signingSecret, atS = nowS(), contentType = FORM, retry } = signing;
    const mac = createHmac("sha256", secret).update(`v0:${atS}:${body}`).digest("hex");
    return fetch(url, {
      method: "POST",
      body,
      headers: {
        "content-type": contentType,
        "x-slack-request-timestamp": String(atS),
        "x-slack-signature": `v0=${mac}`,
        ...(retry === undefined
          ? {}
          : { "x-slack-retry-num": String(retry), "x-slack-retry-reason": "http_timeout" }),
      },
    });
  }
  const formOf = ({ payload }: Delivered): string =>
    new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

  test("a bad signature and an old one are refused, and do nothing", async () => {
    const { campaign, approve } = await submitted();
    const body = formOf(approve);
    expect((await post(body, { secret: "another-secret-entirely" })).status).toBe(401);
    expect((await post(body, { atS: nowS() - 301 })).status).toBe(401);
    expect((await fetch(url, { method: "POST", body, headers: { "content-type": FORM } })).status).toBe(401);
    expect((await stage.desk.get(campaign.id)).status).toBe("UNDER_REVIEW");
  });

  test("a request that somebody recorded and sends again within five minutes changes nothing", async () => {
    const { campaign, approve } = await submitted();
    const body = formOf(approve);
    const atS = nowS();
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push((await post(body, { atS })).status);
    expect(answers).toEqual([200, 200, 200, 200, 200]);
    await eventually(async () => (await stage.desk.get(campaign.id)).status === "APPROVED");
    expect(await auditOf(campaign, "campaign.approved")).toHaveLength(1);
  });

  test("what Slack tries again, with its headers that say so, is done once", async () => {
    const { campaign, approve } = await submitted();
    const body = formOf(approve);
    await Promise.all([post(body), post(body, { retry: 1 }), post(body, { retry: 2 })]);
    await eventually(async () => (await stage.desk.get(campaign.id)).status === "APPROVED");
    expect(await auditOf(campaign, "campaign.approved")).toHaveLength(1);
  });

  test("Slack's own checks are answered: of the certificate without a signature, of the address with its challenge", async () => {
    const check = await fetch(url, {
      method: "POST",
      body: "ssl_check=1&payload=%7B%7D",
      headers: { "content-type": FORM },
    });
    expect(check.status).toBe(200);
    const challenge = JSON.stringify({ type: "url_verification", challenge: "3eZbrw1a" });
    const answer = await post(challenge, { contentType: "application/json" });
    expect([answer.status, await answer.json()]).toEqual([200, { challenge: "3eZbrw1a" }]);
  });

  test.each([
    ["null", "application/json"],
    ["[]", "application/json"],
    ["{", "application/json"],
    ["payload=null", FORM],
    ["payload=%5B%5D", FORM],
    ["", FORM],
    ["a=b", FORM],
  ])("the signed body %j is refused as no request", async (body, contentType) => {
    expect((await post(body, { contentType })).status).toBe(400);
  });

  test("too much is refused, other addresses are not there, and whoever sends nothing holds nothing up", async () => {
    expect((await post(`text=${"x".repeat(3_000_000)}`)).status).toBe(413);
    expect((await fetch(new URL("/elsewhere", url))).status).toBe(404);
    expect((await fetch(url)).status).toBe(404);
    const idle = connect(Number(url.port), url.hostname);
    idle.write("POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n");
    await person("ann").types("/campaign help", stage.channel);
    idle.destroy();
  });
});

describe("over sockets", () => {
  beforeAll(async () => {
    stage.slack.deliverOverSockets();
    bot = await stage.startBot("socket");
  });
  afterAll(async () => bot.stop());

  /** As Slack does it: to the other connection, when nobody acknowledged. */
  async function untilAcknowledged(delivered: Delivered): Promise<void> {
    for (let number = 0; number < 3; number++) {
      try {
        const retry = number === 0 ? {} : { retry: { number, reason: "timeout" } };
        return void (await stage.slack.socket.deliver({ ...delivered, ...retry }));
      } catch (error) {
        if (!(error instanceof NotAcknowledged)) throw error;
      }
    }
    throw new Error("never acknowledged");
  }

  test("while Slack refreshes its connections again and again, nothing is lost and nothing is done twice", async () => {
    const all = [await submitted(), await submitted(), await submitted()];
    const { socket } = stage.slack;
    for (const { approve } of all) {
      socket.refresh(20);
      await untilAcknowledged(approve);
      await eventually(() => socket.connections === 2);
    }
    for (const { campaign } of all) {
      await eventually(async () => (await stage.desk.get(campaign.id)).status === "APPROVED");
      expect(await auditOf(campaign, "campaign.approved")).toHaveLength(1);
    }
    expect(socket.undeliverable).toBe(0);
  });

  test("a connection that is cut without a word is opened again, and what it was given comes over the other one", async () => {
    const { campaign, approve } = await submitted();
    stage.slack.socket.cut();
    await untilAcknowledged(approve);
    await untilAcknowledged(approve);
    await eventually(() => stage.slack.socket.connections === 2);
    await eventually(async () => (await stage.desk.get(campaign.id)).status === "APPROVED");
    expect(await auditOf(campaign, "campaign.approved")).toHaveLength(1);
  });

  test("an envelope that is no envelope harms nobody", async () => {
    await eventually(() => bot.health().connections === 2);
    for (const text of [
      "null",
      "[]",
      "{",
      '"hello"',
      "{}",
      '{"type":"events_api"}',
      '{"type":"error","payload":{}}',
    ])
      stage.slack.socket.says(text);
    stage.slack.socket.says(
      JSON.stringify({ type: "events_api", envelope_id: "e", payload: { event: { type: "close" } } }),
    );
    await person("ann").types("/campaign help", stage.channel);
    expect(bot.health().connections).toBe(2);
  });

  test("when Slack has too many connections of ours, the bot does not storm it, and comes back", async () => {
    const { socket } = stage.slack;
    socket.maxConnections = 1;
    socket.cut();
    await eventually(() => socket.connections === 1);
    const opened = () =>
      stage.slack.api.calls.filter(({ method }) => method === "apps.connections.open").length;
    const before = opened();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(opened() - before).toBeLessThanOrEqual(4);
    expect(bot.health().connections).toBe(1);
    socket.maxConnections = 10;
    await eventually(() => socket.connections === 2);
  });

  test("with a token that Slack does not take, the start ends in Slack's words", async () => {
    const door = new FrontDoor({ log, nowMs: Date.now });
    const { apiUrl: slackApiUrl } = stage.slack;
    const receiver = new DualSocketReceiver({ appToken: "xapp-of-another-app", slackApiUrl, door, log });
    await expect(receiver.start()).rejects.toThrow("not_allowed_token_type");
    expect(receiver.health).toEqual({
      connected: 0,
      problem: expect.stringContaining("not_allowed_token_type"),
    });
  });

  test("Socket Mode switched off is said in Slack's words, and the bot is there again when it is on", async () => {
    const { socket } = stage.slack;
    socket.switchOff();
    // Each attempt to come back hears anew why not.
    const problem = await eventually(() => {
      const health = bot.health();
      return health.connections === 0 && health.problem?.includes("link_disabled") && health.problem;
    });
    expect(problem).toContain("link_disabled");
    socket.isOn = true;
    await eventually(() => bot.health().connections === 2, { timeoutMs: 40_000 });
  }, 60_000);
});
