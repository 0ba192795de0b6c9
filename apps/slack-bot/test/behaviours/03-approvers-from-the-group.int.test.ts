import type { SlackUser } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { labelsOn, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

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
  scene.forgetsGroup();
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
  scene.forgetsGroup();
  await scene.clicks("cleo", "Approve", card);
  await person("cleo").sees("Slack did not tell who may approve", stage.channel);

  const all = group.users.splice(0);
  scene.forgetsGroup();
  await scene.clicks("ben", "Approve", card);
  await person("ben").sees("Only members of", stage.channel);
  expect((await scene.now(campaign)).status).toBe("UNDER_REVIEW");

  // Slack says that the group has changed: from then on it is read again, long before the cache ends by itself.
  const goOn = stage.stopClock(); // by itself the cache does not end meanwhile
  group.users.push(...all);
  await person("ann").hearsOf({ type: "subteam_members_changed", subteam_id: stage.approvers });
  await eventually(
    async () => {
      if ((await scene.now(campaign)).status === "APPROVED") return true;
      if (labelsOn(card).includes("Approve")) await scene.clicks("ben", "Approve", card);
      return false;
    },
    { intervalMs: 300 },
  );
  goOn();
});
