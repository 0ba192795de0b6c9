import { readMessage, type SlackMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
  await scene.stage.startEngine();
}, 90_000);
afterAll(async () => scene[Symbol.asyncDispose]());

/** Sends for minutes. */
async function going(name: string) {
  const { campaign } = await scene.approved({
    basic_details: { name },
    delivery_controls: { campaign_throttle_rpm: 60 },
  });
  await scene.person("ann").types(`/campaign launch ${campaign.id}`, scene.stage.channel);
  await scene.person("ann").seesModal("Launch?");
  await scene.person("ann").submits();
  const live = await eventually(() =>
    scene.stage.channel.messages.find(
      (one) => new RegExp(`${name} · \\S+`).test(readMessage(one)) && isLive(one),
    ),
  );
  return { campaign, live };
}

const isLive = (message: SlackMessage): boolean => readMessage(message).includes("Possible duplicates");

async function linesOf(campaignId: string, action: string): Promise<number> {
  return (await scene.stage.desk.audit(campaignId, 100)).filter((line) => line.action === action).length;
}

test("Pause/resume/cancel are intents with visible states (`pausing…` → `paused at 142,310`); conflicting intents resolved by rule (cancel > pause > resume), repeated intents no-ops.", async () => {
  const { stage, person } = scene;
  const { campaign, live } = await going("Intents");
  const thread = (text: RegExp) => stage.channel.messages.find((one) => text.test(readMessage(one)));
  await eventually(() => stage.endpoint.requests.length >= 2);
  await eventually(() => live.edited !== undefined); // that it goes was seen

  const shown: string[] = [];
  await person("ben").types(`/campaign pause ${campaign.id}`, stage.channel);
  await eventually(() => {
    const [, title = ""] = /Intents · ([^\n]+)/.exec(readMessage(live)) ?? [];
    if (shown.at(-1) !== title) shown.push(title);
    return title.startsWith("paused at");
  });
  expect(shown).toContain("pausing…");
  expect(shown.at(-1)).toMatch(/^paused at \d+$/);
  await eventually(() => thread(/Paused at \d+ of 100/));

  // Again: nothing is done, and who was first is said.
  await person("cleo").types(`/campaign pause ${campaign.id}`, stage.channel);
  await person("cleo").sees(/already\. ben@example\.com was first/, stage.channel);
  expect(await linesOf(campaign.id, "campaign.paused")).toBe(1);

  // In the same moment: a pause goes before a resume, a cancel before both.
  const goOn = stage.stopClock();
  await Promise.all([
    person("ben").types(`/campaign pause ${campaign.id}`, stage.channel),
    person("ann").types(`/campaign resume ${campaign.id}`, stage.channel),
  ]);
  const wasResumed = async () => (await linesOf(campaign.id, "campaign.resumed")) === 1;
  await eventually(async () => saw("ann", "goes before a resume") || (await wasResumed()));
  await scene.becomes(campaign, "PAUSED"); // whoever was first
  goOn();

  await stage.desk.cancel(actor("ben"), campaign.id);
  await person("ann").types(`/campaign resume ${campaign.id}`, stage.channel);
  await person("ann").sees(/STOPPED|stopped/, stage.channel);
  await scene.becomes(campaign, "STOPPED");
  await eventually(() => readMessage(live).includes("stopped"));
});

const saw = (name: string, text: string): boolean =>
  scene
    .person(name)
    .messagesIn(scene.stage.channel)
    .some((one) => readMessage(one).includes(text));
