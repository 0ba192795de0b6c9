import { readMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { labelsOn, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());
beforeEach(() => scene.policy({}));

test("N approvals by policy: threshold on audience size / cost / connector / first-time audience; distinct people; card shows k of N.", async () => {
  const { stage, person } = scene;
  await scene.policy({ tiers: [{ approvals: 2, audience_over: 50 }] });
  const { campaign, card } = await scene.submitted();
  expect(readMessage(card)).toContain("v1 · waiting for 2 of 2 approvals");
  expect(readMessage(card)).toContain("Why 2 approvals: 100 users, more than 50");

  await scene.clicks("ben", "Approve", card);
  await eventually(() => readMessage(card).includes("waiting for 1 of 2 approvals"));
  expect(readMessage(card)).toMatch(new RegExp(`Approved by <@${person("ben").user.id}> .* \\(1 of 2\\)`));
  await scene.clicks("ben", "Approve", card);
  await person("ben").sees("has approved it already; it has 1 of 2 approvals", stage.channel);
  expect((await scene.now(campaign)).status).toBe("UNDER_REVIEW");

  await scene.clicks("cleo", "Approve", card);
  await scene.becomes(campaign, "APPROVED");
  await eventually(() => labelsOn(card).includes("Launch"));
  expect(labelsOn(card)).not.toContain("Approve");
  const [ben, cleo] = [person("ben").user.id, person("cleo").user.id];
  expect(readMessage(card)).toMatch(new RegExp(`Approved by <@${ben}> .*, <@${cleo}> .* \\(2 of 2\\)`));
  await person("ann").sees("approved it. (1 of 2)", stage.channel);
  await person("ann").sees("approved it. (2 of 2)", stage.channel);
});

test("a small audience needs the policy's least alone, and the card says nothing of reasons", async () => {
  await scene.policy({ tiers: [{ approvals: 2, audience_over: 5_000 }] });
  const { card } = await scene.submitted();
  expect(readMessage(card)).toContain("v1 · waiting for approval");
  expect(readMessage(card)).not.toContain("Why");
});

test("what a campaign costs, where it sends to and that its audience is new ask for more people, and the card says why", async () => {
  const { origin } = new URL(scene.stage.endpoint.url);
  for (const [policy, reason] of [
    [{ cost_per_request: 2, tiers: [{ approvals: 3, cost_over: 150 }] }, "costs 200, more than 150"],
    [{ tiers: [{ approvals: 2, origin }] }, `sends to ${origin}`],
    [
      { tiers: [{ approvals: 2, first_time_audience: true as const }] },
      "nothing was ever sent to this audience",
    ],
  ] as const) {
    await scene.policy({ ...policy, tiers: [...policy.tiers] });
    const { card } = await scene.submitted();
    expect(readMessage(card)).toContain(reason);
  }
});
