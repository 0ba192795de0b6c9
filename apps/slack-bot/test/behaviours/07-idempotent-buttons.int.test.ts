import type { Campaign } from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import { type Delivered, pressables, type SlackMessage } from "@sluice/testkit/fake-slack";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settle } from "../replay.ts";
import { openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

/** Each call is a click of its own. */
function click(name: string, label: string, card: SlackMessage): Delivered {
  const found = pressables(card.blocks ?? []).find((one) => one.label === label);
  if (found === undefined) throw new Error(`there is no ${label}`);
  return scene.person(name).clickOn(scene.stage.channel, card, found);
}

const deliverAll = (all: readonly Delivered[]): Promise<unknown> =>
  Promise.all(all.map((one) => scene.stage.slack.delivery.deliver(one)));
const linesOf = async ({ id }: Campaign, action: string) =>
  (await scene.stage.desk.audit(id, 100)).filter((line) => line.action === action);
/** Which only these people see. */
const toldAlone = (name: string): string[] =>
  scene.stage.channel.messages
    .filter(({ ephemeral_to: to }) => to === scene.person(name).user.id)
    .map(({ text }) => text);

test("Buttons are idempotent: double click, two approvers in the same ms, Slack/socket redelivery, process restart → one effect, one audit row, honest answer to the loser.", async () => {
  const { campaign, card } = await scene.submitted();
  const twice = [click("ben", "Approve", card), click("ben", "Approve", card)];
  const others = [click("cleo", "Approve", card), click("cleo", "Approve", card)];
  const redelivered = twice.map((one) => ({ ...one, retry: { number: 1, reason: "timeout" } }));
  await deliverAll([...twice, ...others, ...redelivered, ...redelivered]);
  await scene.becomes(campaign, "APPROVED");
  const [line, ...more] = await linesOf(campaign, "campaign.approved");
  expect(more).toEqual([]);
  const [winner, loser] = line?.actor === "ben@example.com" ? ["ben", "cleo"] : ["cleo", "ben"];
  await scene.person(loser).sees(new RegExp(`approved by ${winner}@example\\.com`, "i"), scene.stage.channel);

  const answers = (): number => toldAlone("ben").length + toldAlone("cleo").length;
  await eventually(() => answers() === twice.length + others.length);

  await scene.restartBot();
  const before = answers();
  await deliverAll([...twice, ...others]);
  await settle(scene.stage);
  expect(await linesOf(campaign, "campaign.approved")).toHaveLength(1);
  expect(answers()).toBe(before);
});

test("fifty clicks at once, and some of them delivered again, have one effect, one line in the audit log and fifty answers", async () => {
  const { campaign, card } = await scene.submitted();
  const before = toldAlone("ben").length + toldAlone("cleo").length;
  const clicks = Array.from({ length: 25 }, () => [
    click("ben", "Approve", card),
    click("cleo", "Approve", card),
  ]).flat();
  await deliverAll([...clicks, ...clicks.slice(0, 5)]);
  await scene.becomes(campaign, "APPROVED");
  expect(await linesOf(campaign, "campaign.approved")).toHaveLength(1);
  await expect
    .poll(() => toldAlone("ben").length + toldAlone("cleo").length - before, { timeout: 20_000 })
    .toBe(50);
});

test("a command that is delivered again is obeyed once, also when somebody did the opposite in between", async () => {
  const { campaign, card } = await scene.submitted();
  await deliverAll([click("ben", "Approve", card)]);
  await scene.becomes(campaign, "APPROVED");
  const actor = { person: "ann@example.com", source: "test" };
  await scene.stage.desk.launch(actor, campaign.id);
  const pause = scene.person("ann").commandOf(`/campaign pause ${campaign.id}`, scene.stage.channel);
  await deliverAll([pause]);
  await scene.becomes(campaign, "PAUSED");
  await scene.stage.desk.resume(actor, campaign.id);
  const { status } = await scene.now(campaign);
  await deliverAll([pause, { ...pause, retry: { number: 1, reason: "timeout" } }]);
  await settle(scene.stage);
  expect((await scene.now(campaign)).status).toBe(status);
  await scene.restartBot();
  await deliverAll([pause]);
  await settle(scene.stage);
  expect((await scene.now(campaign)).status).toBe(status);
  expect(await linesOf(campaign, "campaign.paused")).toHaveLength(1);
});
