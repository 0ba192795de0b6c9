import { changeWorkspaceSettings } from "@sluice/store";
import { pressables, readMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WORKSPACE } from "../stage.ts";
import { actor, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
  const error_rate_brake = { pause_over: 0.5, warn_over: 0.2, min_attempts: 5 };
  await changeWorkspaceSettings(scene.stage.store.db, WORKSPACE, { error_rate_brake });
  await scene.stage.startEngine();
}, 90_000);
afterAll(async () => scene[Symbol.asyncDispose]());

test("Automatic brakes: error rate/latency threshold → auto-pause + mention of owner and on-call, with reason and Resume needing a human.", async () => {
  const { stage, person } = scene;
  stage.answers({ status: 400, body: "no" });
  const { campaign } = await scene.approved({
    basic_details: { name: "Braked" },
    delivery_controls: { campaign_throttle_rpm: 600 },
  });
  await stage.desk.launch(actor("ann"), campaign.id);
  await scene.becomes(campaign, "PAUSED");

  const told = await eventually(() =>
    stage.channel.messages.find((one) =>
      /of the last minute's attempts failed.*The run is paused/.test(readMessage(one)),
    ),
  );
  const text = readMessage(told);
  expect(text).toContain(`<@${person("ann").user.id}>`); // who wrote it
  expect(text).toContain(`<!subteam^${stage.approvers}>`); // who may act
  expect(text).toMatch(/most of all: .*400/);
  expect(pressables(told.blocks ?? []).map(({ label }) => label)).toEqual(["Resume", "Cancel", "Show"]);

  // Nobody but a person lets it go on.
  stage.answers({ status: 200 });
  const before = stage.endpoint.requests.length;
  expect((await scene.now(campaign)).status).toBe("PAUSED");
  await person("guest").clicks("Resume", { channel: stage.channel, message: told });
  await person("guest").sees("Guests can look at campaigns", stage.channel);
  await person("ben").clicks("Resume", { channel: stage.channel, message: told });
  await eventually(() => stage.endpoint.requests.length > before);
  await scene.becomes(campaign, "SENT");
}, 60_000);
