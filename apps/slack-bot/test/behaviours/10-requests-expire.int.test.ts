import { readMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { labelsOn, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());
beforeEach(() => scene.policy({}));

const HOUR_MS = 3_600_000;

/** As if it had been asked for so long ago. */
async function askedBefore(campaignId: string, hours: number): Promise<void> {
  const at = (ms: number): string => new Date(ms).toISOString();
  const times = {
    requested_at: at(Date.now() - hours * HOUR_MS),
    expires_at: at(Date.now() + (72 - hours) * HOUR_MS),
  };
  await scene.stage.store.pool.query("update campaigns set review = review || $2 where campaign_id = $1", [
    campaignId,
    JSON.stringify(times),
  ]);
}

// Before the engine runs, which would notice.
test("a request that is over is shown as expired before anybody has noticed, and nobody decides on it", async () => {
  const { stage, person } = scene;
  const { campaign, card } = await scene.submitted();
  await askedBefore(campaign.id, 73);
  const [approve] = labelsOn(card).filter((label) => label === "Approve");
  await scene.clicks("ben", approve!, card);
  await person("ben").sees("The request for approval expired at", stage.channel);
  await eventually(() => readMessage(card).includes("v1 · expired"));
  expect(labelsOn(card)).not.toContain("Approve");
});

test("Approval requests expire (default 72 h, configurable, may be never); expiry is its own outcome, not a rejection; reminder at half-time to the group, one not many.", async () => {
  const { stage, person } = scene;
  const half = await scene.submitted();
  const late = await scene.submitted();
  await scene.policy({ request_expires_after_hours: null });
  const never = await scene.submitted();
  const { review } = late.campaign;
  expect(Date.parse(review!.expires_at!) - Date.parse(review!.requested_at)).toBe(72 * HOUR_MS);
  expect(readMessage(late.card)).toContain("· expires <!date^");
  expect(readMessage(never.card)).toContain("never expires");
  await askedBefore(half.campaign.id, 37);
  await askedBefore(late.campaign.id, 73);
  await stage.startEngine();

  await eventually(() => readMessage(late.card).includes("v1 · expired"), { timeoutMs: 30_000 });
  expect(readMessage(late.card)).toContain("That is no rejection");
  expect(labelsOn(late.card)).toContain("Submit again");
  await scene.becomes(late.campaign, "DRAFT"); // what the planner does after it has said so
  expect(await scene.now(late.campaign)).toMatchObject({ status: "DRAFT", approval: null });
  const alone = stage.team.workspace.directMessages(person("ann").user.id);
  await person("ann").sees("Nobody decided on", alone);

  const mention = `<!subteam^${stage.approvers}>`;
  const reminders = () => stage.channel.messages.filter(({ text }) => text.includes(mention));
  await eventually(() => reminders().length > 0, { timeoutMs: 30_000 });
  expect(reminders().map(({ thread_ts }) => thread_ts)).toEqual([half.card.ts]);
  // It is noted after it was said.
  await eventually(async () => (await scene.now(half.campaign)).review?.reminded_at);

  await scene.clicks("ann", "Submit again", late.card);
  await scene.becomes(late.campaign, "UNDER_REVIEW");
  await eventually(() => labelsOn(late.card).includes("Approve"));
  expect(reminders()).toHaveLength(1);
}, 60_000);
