import { pressables, type SlackMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

/** A click on what the person still has before their eyes. @returns what they are answered, alone */
async function answerTo(name: string, label: string, card: SlackMessage, shown: SlackMessage) {
  const { stage, person } = scene;
  const found = pressables(shown.blocks ?? []).find((one) => one.label === label)!;
  const before = new Set(stage.channel.messages);
  await stage.slack.delivery.deliver(person(name).clickOn(stage.channel, card, found));
  const answer = await eventually(() =>
    stage.channel.messages.find((one) => !before.has(one) && one.ephemeral_to === person(name).user.id),
  );
  return answer.text;
}

test("Every click gets an answer: no permission, stale version, expired, already decided by X at T. Nothing silent.", async () => {
  const { stage } = scene;
  const { campaign, card } = await scene.submitted();
  const shown = structuredClone(card);

  for (const label of ["Approve", "Request changes", "Reject"])
    expect(await answerTo("guest", label, card, shown)).toContain("Guests can look at campaigns");
  for (const label of ["Preview", "Test send"])
    expect(await answerTo("guest", label, card, shown)).toContain("Guests can look at campaigns");

  await expireRequest(campaign.id);
  expect(await answerTo("ben", "Approve", card, shown)).toContain("The request for approval expired at");

  await stage.desk.submit(actor("ann"), campaign.id);
  await stage.desk.approve(actor("cleo"), campaign.id, campaign.content_hash);
  for (const label of ["Approve", "Request changes", "Reject"])
    expect(await answerTo("ben", label, card, shown)).toMatch(/approved by cleo@example\.com, <!date\^\d+\^/);

  await stage.desk.edit(actor("ann"), campaign.id, { basic_details: { name: "Edited since" } });
  for (const label of ["Approve", "Request changes", "Reject", "Preview", "Test send"])
    expect(await answerTo("ben", label, card, shown)).toContain("is at version 2 now. Nothing was done.");
});

test("a test that nobody can send is answered, too", async () => {
  const { stage, person } = scene;
  const { card } = await scene.submitted();
  await scene.clicks("ben", "Test send", card);
  await person("ben").seesModal("Test send");
  person("ben").fills({ "To whom": "u1" });
  expect(await person("ben").submits()).toBeNull();
  const alone = stage.team.workspace.directMessages(person("ben").user.id);
  expect((await person("ben").sees("No API process answered", alone)).ephemeral_to).toBeUndefined();
});

test("a button of a card from before, or of nobody's, is answered too", async () => {
  const { card } = await scene.submitted();
  const [button] = pressables(card.blocks ?? []);
  const forged = {
    ...card,
    blocks: [{ type: "actions", block_id: "a", elements: [{ ...button!.element, value: "x" }] }],
  };
  expect(await answerTo("ben", button!.label, card, forged)).toContain("not one of mine any more");
});

/** Its time is over, and nobody has noticed yet. */
async function expireRequest(campaignId: string): Promise<void> {
  await scene.stage.store.pool.query(
    `update campaigns set review = review || '{"expires_at": "2020-01-01T00:00:00.000Z"}' where campaign_id = $1`,
    [campaignId],
  );
}
