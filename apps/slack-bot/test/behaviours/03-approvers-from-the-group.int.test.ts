import type { SlackUser } from "@sluice/testkit/fake-slack";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

/** Slack tells that the group has changed. */
const groupChanged = (): Promise<void> =>
  scene.person("ann").hearsOf({ type: "subteam_members_changed", subteam_id: scene.stage.approvers });

function newcomer(name: string, given: Partial<SlackUser>): void {
  const { workspace } = scene.stage.team;
  const { id } = workspace.addUser(name, given);
  scene.stage.channel.members.add(id);
  workspace.groups.get(scene.stage.approvers)?.users.push(id);
}

test("Approvers come from a Slack user group (or role map), re-read at click time (short cache, failure = refuse, not allow); guests, bots, deactivated, Slack Connect outsiders refused.", async () => {
  const { stage, person } = scene;
  const group = stage.team.workspace.groups.get(stage.approvers)!;
  const { campaign, card } = await scene.submitted();
  newcomer("bot", { is_bot: true });
  newcomer("gone", { deleted: true });
  newcomer("stranger", { is_stranger: true });
  group.users.push(person("guest").user.id);
  await groupChanged();
  for (const [name, why] of [
    ["guest", "Guests can look at campaigns"],
    ["bot", "Bots change no campaigns"],
    ["gone", "This account is deactivated"],
    ["stranger", "People of other companies"],
  ] as const) {
    await scene.clicks(name, "Approve", card);
    const answer = await person(name).sees(why, stage.channel);
    expect(answer.ephemeral_to).toBe(person(name).user.id);
  }

  stage.slack.api.faults.plan("usergroups.users.list", { kind: "server_error" });
  await groupChanged();
  await scene.clicks("cleo", "Approve", card);
  await person("cleo").sees("Slack did not tell who may approve", stage.channel);

  const all = group.users.splice(0);
  await groupChanged();
  await scene.clicks("ben", "Approve", card);
  await person("ben").sees("Only members of", stage.channel);
  expect((await scene.now(campaign)).status).toBe("UNDER_REVIEW");

  group.users.push(...all);
  await groupChanged();
  await scene.clicks("ben", "Approve", card);
  await scene.becomes(campaign, "APPROVED");
});
