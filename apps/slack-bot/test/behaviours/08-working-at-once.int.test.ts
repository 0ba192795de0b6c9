import type { Campaign } from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import { readMessage } from "@sluice/testkit/fake-slack";
import { afterAll, beforeAll, expect, test } from "vitest";
import { killProcess, startBotProcess } from "../bot-process.ts";
import { actor, labelsOn, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

/** Whoever wants to change the campaign waits until `release`. */
async function holdCampaign({ id }: Campaign): Promise<{ release(): Promise<void> }> {
  const client = await scene.stage.store.pool.connect();
  await client.query("begin");
  await client.query("select from campaigns where campaign_id = $1 for update", [id]);
  return {
    release: async () => {
      await client.query("commit");
      client.release();
    },
  };
}

test("Buttons disappear/“working…” within a second of the click, before slow work; the final state always arrives (sweeper re-renders stale cards after a restart).", async () => {
  const { campaign, card } = await scene.submitted();
  const held = await holdCampaign(campaign);
  const clicked = scene.clicks("ben", "Approve", card);
  // By order, not by a clock: the slow work is held, and begins only after this is seen.
  await eventually(() => readMessage(card).includes("Approving…"));
  expect(labelsOn(card)).not.toContain("Approve");
  expect((await scene.now(campaign)).status).toBe("UNDER_REVIEW");
  await held.release();
  await clicked;
  await eventually(() => labelsOn(card).includes("Launch"));
  expect(labelsOn(card)).not.toContain("Approve");

  const other = await scene.submitted();
  await scene.restartBot(async () => {
    await scene.stage.desk.approve(actor("ben"), other.campaign.id, other.campaign.content_hash);
  });
  await eventually(() => labelsOn(other.card).includes("Launch"));
  expect(labelsOn(other.card)).not.toContain("Approve");
});

test("killed between a click and its effect, nothing happened twice and nothing is stuck: the card says what is, and works", async () => {
  const { stage } = scene;
  const { campaign, card } = await scene.submitted();
  await scene.stopBot();
  const first = await startBotProcess(stage);
  // The effect waits for the campaign, and the bot dies meanwhile.
  const held = await holdCampaign(campaign);
  await scene.clicks("ben", "Approve", card);
  await eventually(() => readMessage(card).includes("Approving…"));
  await killProcess(first.child, "SIGKILL");
  await held.release();
  expect((await scene.now(campaign)).status).toBe("UNDER_REVIEW");

  const second = await startBotProcess(stage);
  await eventually(() => !readMessage(card).includes("Approving…"));
  expect(labelsOn(card)).toContain("Approve");
  await scene.clicks("ben", "Approve", card);
  await scene.becomes(campaign, "APPROVED");
  const approvals = (await stage.desk.audit(campaign.id, 100)).filter(
    ({ action }) => action === "campaign.approved",
  );
  expect(approvals).toHaveLength(1);
  await killProcess(second.child, "SIGTERM");
}, 60_000);
