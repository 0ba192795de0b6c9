import { BOT_USER, readMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, labelsOn, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

test('Any edit after submit makes a new version, voids approvals, turns the old card into "superseded by v4 →", notifies who had approved.', async () => {
  const { stage, person } = scene;
  await scene.policy({ approvals: 2 });
  const { campaign, card } = await scene.submitted();
  await scene.clicks("ben", "Approve", card);
  await eventually(() => readMessage(card).includes("(1 of 2)"));

  await stage.desk.edit(actor("ann"), campaign.id, { basic_details: { name: "Edited over the API" } });
  await eventually(() => readMessage(card).includes("Superseded by v2:"));
  expect(labelsOn(card)).toEqual([]);
  const alone = stage.team.workspace.directMessages(person("ben").user.id);
  const told = await person("ben").sees("You had approved it before", alone);
  expect(told.text).toContain("*Edited over the API* v2 has to be approved anew");
  expect(await scene.now(campaign)).toMatchObject({ version: 2, status: "DRAFT", review: null });

  await stage.desk.submit(actor("ann"), campaign.id);
  const newest = await scene.cardOf(campaign);
  expect(newest.ts).not.toBe(card.ts);
  expect(newest.thread_ts).toBe(card.ts);
  expect(readMessage(newest)).toContain("v2 · waiting for 2 of 2 approvals");
  const link = `/archives/${stage.channel.id}/p${newest.ts.replace(".", "")}|v2 →>`;
  await eventually(() => readMessage(card).includes(link));
  const approvals = (await stage.desk.audit(campaign.id, 100)).filter(
    ({ action }) => action === "campaign.approved",
  );
  expect(approvals).toHaveLength(1);
});

test("who edits in vain what nobody approved bothers nobody", async () => {
  const { stage, person } = scene;
  await scene.policy({});
  const { campaign, card } = await scene.submitted();
  const alone = stage.team.workspace.directMessages(person("cleo").user.id);
  await stage.desk.edit(actor("cleo"), campaign.id, { basic_details: { name: "By Cleo" } });
  await eventually(() => readMessage(card).includes("Superseded by v2"));
  expect(alone.messages).toEqual([]);
});

test("a card that Slack refused comes as soon as the bot may post it, once", async () => {
  const { stage, person } = scene;
  const { members } = stage.channel;
  const { id } = await scene.draft({ basic_details: { name: "Without the bot" } });
  members.delete(BOT_USER);
  await person("ann").types(`/campaign submit ${id}`, stage.channel);
  await person("ann").sees("Its card is not in the channel yet", stage.channel);
  await stage.desk.submit(actor("ann"), (await scene.draft()).id);
  members.add(BOT_USER);
  await scene.restartBot();
  const card = await scene.cardOf(await stage.desk.get(id));
  expect(readMessage(card)).toContain("Without the bot · v1 · waiting for");
});
