import { eventually } from "@sluice/testkit";
import { type Person, pressables, readMessage } from "@sluice/testkit/fake-slack";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { killProcess, startBotProcess } from "../bot-process.ts";
import { openStage, type Stage } from "../stage.ts";
import { actor, labelsOn } from "./scene.ts";

let stage: Stage;
beforeAll(async () => (stage = await openStage()), 60_000);
afterAll(async () => stage[Symbol.asyncDispose]());

const person = (name: string): Person => stage.slack.person(stage.team, name);
const CAMPAIGN = {
  channel: "CONNECTOR",
  campaign_delivery_type: "ONE_TIME",
  segmentation_details: { is_all_user_campaign: true },
  scheduling_details: { delivery_type: "ASAP" },
};
const draft = (name: string) =>
  stage.desk.create(actor("ann"), {
    ...CAMPAIGN,
    basic_details: { name },
    campaign_content: { content: { connector: { url: `${stage.endpoint.url}/n`, method: "POST" } } },
  });
const cardsOf = (name: string) =>
  stage.channel.messages.filter(
    (one) =>
      one.ephemeral_to === undefined &&
      pressables(one.blocks ?? []).length > 0 &&
      readMessage(one).includes(name),
  );

const homeOf = (name: string): string => JSON.stringify(person(name).home?.blocks ?? []);

describe.each(["socket", "http"] as const)("over %s", (transport) => {
  test("Degrades honestly: engine down/Slack 429/bot restarted → says so, retries background only, never double-sends, never posts two cards; health in App Home; works identically in Socket Mode and HTTP.", async () => {
    const { slack, channel, desk } = stage;
    if (transport === "socket") slack.deliverOverSockets();
    let bot = await stage.startBot(transport);

    // The answer to the post of the card is lost: it is there, and is not posted again.
    const { id } = await draft(`Honest offer over ${transport}`);
    slack.api.faults.plan("chat.postMessage", { kind: "lost_answer" });
    await person("ann").types(`/campaign submit ${id}`, channel);
    await eventually(async () => (await desk.get(id)).status === "UNDER_REVIEW");
    await person("ben").sees(`Honest offer over ${transport}`, channel);
    await bot.stop();
    bot = await stage.startBot(transport);
    expect(cardsOf(`Honest offer over ${transport}`)).toHaveLength(1);

    // Slack tells the background to wait: people are answered at once all the same, and the card follows.
    const other = await draft(`Patient offer over ${transport}`);
    await person("ann").types(`/campaign submit ${other.id}`, channel);
    const [card] = await eventually(
      () =>
        cardsOf(`Patient offer over ${transport}`).length === 1 && cardsOf(`Patient offer over ${transport}`),
    );
    slack.api.faults.plan("chat.update", { kind: "rate_limited", retryAfterSeconds: 1 }, 1_000);
    await desk.approve(actor("ben"), other.id, (await desk.get(other.id)).content_hash);
    await person("cleo")
      .clicks("Request changes", { channel, message: card! })
      .catch(() => undefined);
    await person("ann").types("/campaign new", channel);
    await person("ann").seesModal("campaign");
    expect(labelsOn(card!)).not.toContain("Launch"); // the card still waits
    slack.api.faults.lift("chat.update");
    await eventually(() => labelsOn(card!).includes("Launch"));

    // Nobody plans: the home tab says so, and nothing is sent.
    await person("ann").clicks("Launch", { channel, message: card! });
    await eventually(async () => (await desk.get(other.id)).run_id !== null);
    await stage.store.pool.query("update runs set starts_at = starts_at - interval '5 minutes'");
    await person("ann").opensHome();
    await eventually(() => homeOf("ann").includes("should have begun and"));
    expect(homeOf("ann")).toContain("connected with Slack");
    expect(stage.endpoint.requests).toHaveLength(0);
    await bot.stop();
  }, 60_000);
});

test("what was launched while the engine was down goes out once when it is there again", async () => {
  await stage.startEngine();
  await eventually(() => stage.endpoint.requests.length === 200);
  await eventually(async () => (await stage.desk.list({ statuses: ["SENT"], limit: 10 })).length === 2);
  expect(stage.endpoint.requests).toHaveLength(200);
}, 60_000);

test("without Slack it says so in its health, with Slack's own words, and is well again when Slack is", async () => {
  stage.slack.deliverOverSockets();
  const { child, url } = await startBotProcess(stage);
  const health = async () => {
    const response = await fetch(`${url}/healthz`);
    return { status: response.status, text: await response.text() };
  };
  await eventually(async () =>
    /^sluice_slack_connections(?:\{.*\})? 2$/m.test(await (await fetch(`${url}/metrics`)).text()),
  );
  expect((await health()).status).toBe(200);
  stage.slack.socket.switchOff();
  // First one connection is gone, then the other; and each attempt hears anew why.
  await eventually(async () => {
    const { status, text } = await health();
    return status === 503 && text.includes("link_disabled");
  });
  stage.slack.socket.isOn = true;
  await eventually(async () => (await health()).status === 200, { timeoutMs: 40_000 }); // it asks more and more rarely
  await killProcess(child, "SIGTERM");
}, 60_000);
