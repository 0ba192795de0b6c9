import { pressables, readMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shortId } from "../../src/short-id.ts";
import { actor, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

test("Creator, last editor and submitter cannot approve (server-side by person, incl. via command, App Home or a second workspace id); they see why, privately.", async () => {
  const { stage, person } = scene;
  const { workspace } = stage.team;
  const twin = workspace.addUser("ann-twin", {
    profile: { email: "ANN@Example.com", display_name: "ann", real_name: "Ann" },
  });
  stage.channel.members.add(twin.id);
  workspace.groups.get(stage.approvers)?.users.push(twin.id);
  scene.forgetsGroup();

  const { id } = await scene.draft();
  await stage.desk.edit(actor("ben"), id, { basic_details: { name: "Edited by Ben" } });
  await person("cleo").types(`/campaign submit ${id}`, stage.channel);
  const campaign = await stage.desk.get(id);
  const card = await scene.cardOf(campaign);
  const approve = pressables(card.blocks ?? []).find(({ label }) => label === "Approve")!.element;

  for (const [name, why] of [
    ["ann", "created this campaign and cannot approve it"],
    ["ann-twin", "created this campaign and cannot approve it"],
    ["ben", "edited or submitted this campaign and cannot approve it"],
    ["cleo", "submitted this campaign and cannot approve it"],
  ] as const) {
    await scene.clicks(name, "Approve", card);
    const answer = await person(name).sees(why, stage.channel);
    expect(answer.ephemeral_to).toBe(person(name).user.id);
  }

  const before = new Set(stage.channel.messages);
  await person("ann").types(`/campaign approve ${shortId(id)}`, stage.channel);
  const byCommand = await eventually(() =>
    stage.channel.messages.find((one) => !before.has(one) && readMessage(one).includes("cannot approve it")),
  );
  expect(byCommand).toMatchObject({ ephemeral_to: person("ann").user.id });

  const fromHome = stage.slack.person(stage.team, "ann");
  await fromHome.opensHome();
  await eventually(() => JSON.stringify(fromHome.home?.blocks ?? []).includes(shortId(id)));
  await stage.slack.delivery.deliver(approveInHome(fromHome, approve));
  const alone = stage.team.workspace.directMessages(fromHome.user.id);
  await fromHome.sees("created this campaign and cannot approve it", alone);

  expect((await scene.now(campaign)).status).toBe("UNDER_REVIEW");
});

/** As if the home tab had the button: what arrives names no channel. */
function approveInHome(
  { user, home }: ReturnType<Scene["person"]>,
  { action_id, value }: Record<string, unknown>,
) {
  const action = { action_id, value, type: "button", block_id: "home", action_ts: "1.1" };
  const payload = {
    type: "block_actions",
    team: { id: user.team_id, domain: "fake" },
    user: { id: user.id, name: user.name, team_id: user.team_id },
    api_app_id: "A0APP",
    trigger_id: `home ${user.id}`,
    container: { type: "view", view_id: home?.id },
    view: { callback_id: "", private_metadata: "", ...home },
    actions: [action],
  };
  return { kind: "interactive" as const, payload };
}
