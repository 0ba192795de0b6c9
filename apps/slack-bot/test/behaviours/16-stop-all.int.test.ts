import { pressables, readMessage, type SlackMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WORKSPACE } from "../stage.ts";
import { actor, openScene, type Scene } from "./scene.ts";

/** From the word to the last request; docs/slack.md says it. */
const BOUND_MS = 2_000;
/** Long enough to see that nothing comes any more. */
const SILENCE_MS = 2_500;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
  await scene.stage.startEngine();
  await scene.stage.store.pool.query(
    `insert into users (workspace_id, user_id, attributes)
     select $1, 'w' || i, '{"city": "Rome"}' from generate_series(1, $2::int) as i`,
    [WORKSPACE, USERS],
  );
}, 90_000);
afterAll(async () => scene[Symbol.asyncDispose]());

const USERS = 20_000;

/** Sends for minutes: a hundred requests a second. */
const long = (name: string) => ({
  basic_details: { name },
  delivery_controls: { campaign_throttle_rpm: 6_000 },
});

const loud = (text: string): Promise<SlackMessage> =>
  eventually(() =>
    scene.stage.channel.messages.findLast(
      (one) =>
        one.ephemeral_to === undefined && one.thread_ts === undefined && readMessage(one).includes(text),
    ),
  );

test("Kill switch `/campaign stop-all` (small group, no second approval needed): halts new sends within a stated bound, persists across restarts; resume needs two people.", async () => {
  const { stage, person } = scene;
  const running = [await scene.approved(long("First")), await scene.approved(long("Second"))];
  const waiting = await scene.approved(long("Third"));
  for (const { campaign } of running) await stage.desk.launch(actor("ann"), campaign.id);
  await eventually(() => stage.endpoint.requests.length >= 300);

  await person("ben").types('/campaign stop-all "the shop is down"', stage.channel);
  await person("ben").seesModal("Stop everything?");
  const saidAtMs = performance.now();
  expect(await person("ben").submits()).toBeNull();
  const message = await loud("Everything is stopped");
  expect(readMessage(message)).toContain("the shop is down");
  expect(readMessage(message)).toContain("2* runs were paused");
  await sleep(BOUND_MS + SILENCE_MS);
  const lastAtMs = stage.endpoint.requests.at(-1)?.arrivedAtMs ?? 0;
  expect(lastAtMs - saidAtMs).toBeLessThan(BOUND_MS);
  for (const { campaign } of running) expect((await scene.now(campaign)).status).toBe("PAUSED");

  // Everything is started anew, and it still holds.
  await stage.restartEngine();
  await scene.restartsBot();
  const before = stage.endpoint.requests.length;
  await person("ann").types(`/campaign launch ${waiting.campaign.id}`, stage.channel);
  await person("ann").sees("stopped everything", stage.channel);
  await person("ann").types(`/campaign resume ${running[0]?.campaign.id}`, stage.channel);
  await person("ann").sees("nothing is published, resumed, replayed or tested", stage.channel);
  await person("cleo").types("/campaign list", stage.channel);
  await person("cleo").sees("Everything is stopped", stage.channel);
  await person("cleo").types("/campaign stop-all again", stage.channel);
  await person("cleo").sees("ben@example.com stopped everything", stage.channel);
  await sleep(SILENCE_MS);
  expect(stage.endpoint.requests).toHaveLength(before);

  // Two people lift it, and what was paused waits for somebody to resume it.
  await person("ben").clicks("Lift the stop (0 of 2)", { channel: stage.channel, message });
  await eventually(() => readMessage(message).includes("1 of 2"));
  await person("ben").clicks("Lift the stop (1 of 2)", { channel: stage.channel, message });
  await person("ben").sees("You lifted this stop before", stage.channel);
  expect(await stage.desk.stopInForce()).not.toBeNull();
  await person("cleo").clicks("Lift the stop (1 of 2)", { channel: stage.channel, message });
  await eventually(async () => (await stage.desk.stopInForce()) === null);
  await eventually(() => pressables(message.blocks ?? []).length === 0);
  for (const { campaign } of running) expect((await scene.now(campaign)).status).toBe("PAUSED");
  await person("ann").types(`/campaign resume ${running[0]?.campaign.id}`, stage.channel);
  await eventually(() => stage.endpoint.requests.length > before);
}, 90_000);

test("only approvers stop and lift: a guest, and a member outside the group, hear why not", async () => {
  const { stage, person } = scene;
  await person("guest").types("/campaign stop-all now", stage.channel);
  await person("guest").sees("Guests can look at campaigns", stage.channel);
  await stage.desk.stopAll(actor("ann"), "a test");
  await person("guest").types("/campaign lift", stage.channel);
  await person("guest").sees("Guests can look at campaigns", stage.channel);
  await person("ben").types("/campaign lift", stage.channel);
  await person("ben").sees("1 of 2", stage.channel);
  await eventually(async () => (await stage.desk.stopInForce())?.lifts.length === 1);
  await person("cleo").types("/campaign lift", stage.channel);
  await person("cleo").sees("The stop is lifted", stage.channel);
  expect(await eventually(async () => (await stage.desk.stopInForce()) === null)).toBe(true);
});

test("a stop whose word to the senders was lost, because whoever stopped was killed, holds all the same", async () => {
  const { stage } = scene;
  const { campaign } = await scene.approved(long("Lost word"));
  await stage.desk.launch(actor("ann"), campaign.id);
  const before = stage.endpoint.requests.length;
  await eventually(() => stage.endpoint.requests.length > before + 50);
  const deaf = stage.deskWith({ put: () => Promise.reject(new Error("killed before")) });
  expect((await deaf.stopAll(actor("ben"), "")).stop.paused_runs).toBe(1);
  await eventually(async () => {
    const seen = stage.endpoint.requests.length;
    await sleep(SILENCE_MS);
    return stage.endpoint.requests.length === seen;
  });
  expect((await scene.now(campaign)).status).toBe("PAUSED");
});
