import { eventually } from "@sluice/testkit";
import type { Campaign } from "@sluice/schema";
import { readMessage, type SlackMessage } from "@sluice/testkit/fake-slack";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { actor, labelsOn, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());
beforeEach(() => scene.policy({}));

async function approved(): Promise<{ campaign: Campaign; card: SlackMessage }> {
  const { campaign, card } = await scene.submitted();
  await scene.clicks("ben", "Approve", card);
  await scene.becomes(campaign, "APPROVED");
  await eventually(() => labelsOn(card).includes("Launch"));
  return { campaign, card };
}

async function launchIsRefused({ campaign, card }: Awaited<ReturnType<typeof approved>>, why: string) {
  await scene.clicks("ann", "Launch", card);
  const ann = scene.person("ann").user.id;
  // Her own answer: what all are told of a stop may come before it.
  await eventually(() =>
    scene.stage.channel.messages.some((one) => one.ephemeral_to === ann && readMessage(one).includes(why)),
  );
  expect(await scene.now(campaign)).toMatchObject({ status: "APPROVED", run_id: null });
  scene.person("ann").reloads();
}

test("Launch re-checks hash, approvals still valid (approver still in group), expiry, kill switch — in one transaction with the state change.", async () => {
  const { stage, person } = scene;
  const group = stage.team.workspace.groups.get(stage.approvers)!;
  const one = await approved();

  group.users = group.users.filter((id) => id !== person("ben").user.id);
  scene.forgetsGroup();
  await launchIsRefused(one, "ben@example.com approved it, and could not now: Only members of");
  group.users.push(person("ben").user.id);
  scene.forgetsGroup();

  await stage.store.pool.query(
    `update campaigns set review = review || '{"approval_expires_at": "2020-01-01T00:00:00.000Z"}' where campaign_id = $1`,
    [one.campaign.id],
  );
  await launchIsRefused(one, "The approval expired at");
  await stage.store.pool.query(
    `update campaigns set review = review || '{"approval_expires_at": null}' where campaign_id = $1`,
    [one.campaign.id],
  );

  await scene.policy({ tiers: [{ approvals: 2, audience_over: 50 }] });
  await launchIsRefused(one, "asks for 2 approvals now");
  await scene.policy({});

  await stage.desk.stopAll(actor("cleo"), "a drill");
  await launchIsRefused(one, "stopped");
  for (const name of ["ben", "cleo"]) await stage.desk.liftStop(actor(name));

  await stage.store.pool.query(
    `update campaigns set definition = jsonb_set(definition::jsonb, '{basic_details,name}', '"Not what was approved"')::json where campaign_id = $1`,
    [one.campaign.id],
  );
  await launchIsRefused(one, "does not cover what the campaign says now");
  expect(await stage.desk.audit(one.campaign.id, 100)).not.toContainEqual(
    expect.objectContaining({ action: "campaign.published" }),
  );
});

test("what may be launched is launched, and the run and the change of the campaign are one", async () => {
  const { stage } = scene;
  const one = await approved();
  await scene.clicks("ann", "Launch", one.card);
  const launched = await eventually(async () => {
    const campaign = await scene.now(one.campaign);
    return campaign.run_id !== null && campaign;
  });
  const { rows } = await stage.store.pool.query("select run_id from runs where campaign_id = $1", [
    one.campaign.id,
  ]);
  expect(rows).toEqual([{ run_id: launched.run_id }]);
});
