import type { Campaign } from "@sluice/schema";
import { SlackMemory, tenantStore } from "@sluice/store";
import { eventually } from "@sluice/testkit";
import { readMessage, type SlackMessage } from "@sluice/testkit/fake-slack";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WORKSPACE } from "../stage.ts";
import { actor, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
  await scene.stage.startEngine();
}, 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

/** Goes out to 100 users, and takes about ten seconds. */
async function launched(): Promise<{ campaign: Campaign; card: SlackMessage }> {
  const { stage } = scene;
  const { campaign, card: asked } = await scene.approved({
    delivery_controls: { campaign_throttle_rpm: 600 },
  });
  await scene.clicks("ann", "Launch", asked);
  const name = campaign.basic_details?.name ?? "";
  const card = await eventually(() =>
    stage.channel.messages.findLast(
      (one) => /Delivered/.test(readMessage(one)) && readMessage(one).includes(name),
    ),
  );
  return { campaign, card };
}

const editsOf = ({ ts }: SlackMessage) =>
  scene.stage.slack.api.calls.filter(
    ({ method, args }) => method === "chat.update" && args.text("ts") === ts,
  );
const deliveredIn = (text: string): number =>
  Number(/([\d,]+) of [\d,]+ delivered/.exec(text)?.[1]?.replace(",", ""));

test("Live progress ≤ 1 edit/3 s, shared budget, newest wins, final numbers exact and equal to the engine's ledger; card ends on `message_not_found`.", async () => {
  const { stage } = scene;
  const [one, other] = [await launched(), await launched()];
  // Somebody deletes the other's card while it goes out.
  await eventually(() => editsOf(other.card).length > 0);
  stage.channel.messages.splice(stage.channel.messages.indexOf(other.card), 1);

  const stats = await eventually(async () => {
    const found = await stage.desk.stats(await stage.desk.get(one.campaign.id));
    return found?.ended_at !== null && found;
  });
  await eventually(() => readMessage(one.card).includes("*100 %*"));
  const edits = editsOf(one.card);
  const shown = edits.map(({ args }) => deliveredIn(args.text("text") ?? ""));
  expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  expect(shown.at(-1)).toBe(stats?.delivered);
  expect(stats?.delivered).toBe(100);
  expect(readMessage(one.card)).toContain("100 of 100");
  // A change of state goes first; progress waits: of three edits in a row no two are nearer than three seconds.
  const times = edits.filter(({ answer }) => answer === "ok").map(({ atMs }) => atMs);
  const afterState = times.slice(1, -1);
  for (const [i, atMs] of afterState.slice(1).entries())
    expect(atMs - (afterState[i] ?? 0)).toBeGreaterThanOrEqual(2_900);

  await eventually(async () => (await stage.desk.get(other.campaign.id)).status === "SENT");
  const memory = new SlackMemory(tenantStore(stage.store, WORKSPACE), WORKSPACE, stage.team.workspace.teamId);
  await eventually(async () => (await memory.liveCards()).length === 0);
  const gone = editsOf(other.card).filter(({ answer }) => answer === "message_not_found");
  expect(gone).toHaveLength(1);
}, 60_000);

test("two who ask to watch in one moment get one card", async () => {
  const { campaign } = await scene.approved({ delivery_controls: { campaign_throttle_rpm: 600 } });
  const { stage } = scene;
  const elsewhere = stage.team.workspace.addChannel("elsewhere", [...stage.channel.members]);
  await stage.desk.launch(actor("ann"), campaign.id);
  await eventually(async () => (await stage.desk.stats(await stage.desk.get(campaign.id))) !== null);
  await Promise.all(
    ["ann", "ben", "cleo"].map((name) =>
      scene.person(name).types(`/campaign watch ${campaign.id}`, elsewhere),
    ),
  );
  await scene.person("ben").sees(/keep a card up to date|in this channel already/, elsewhere);
  const cards = elsewhere.messages.filter((one) => one.ephemeral_to === undefined);
  expect(cards).toHaveLength(1);
});
