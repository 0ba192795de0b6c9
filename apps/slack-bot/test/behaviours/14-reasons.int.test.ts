import { readMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

const commentOf = async (campaignId: string, wanted: string): Promise<unknown> =>
  (await scene.stage.desk.audit(campaignId, 100)).find(({ action }) => action === wanted)?.detail["comment"];

test("Reject and request-changes need a reason (modal); reason lands in thread and audit; back to draft.", async () => {
  const { stage, person } = scene;
  const { campaign, card } = await scene.submitted();
  await scene.clicks("ben", "Request changes", card);
  await person("ben").seesModal("What should change?");
  expect(await person("ben").submits()).toEqual({ reason: "say what should change" });
  person("ben").fills({ "For the author": "Wait for <!channel> Monday" });
  expect(await person("ben").submits()).toBeNull();
  const said = await person("ann").sees("Wait for &lt;!channel&gt; Monday", stage.channel);
  expect(said.thread_ts ?? said.ts).toBe(card.ts);
  await scene.becomes(campaign, "DRAFT");
  expect(await commentOf(campaign.id, "campaign.changes_requested")).toBe("Wait for <!channel> Monday");
  await eventually(() => readMessage(card).includes("Changes requested by"));
  const alone = stage.team.workspace.directMessages(person("ann").user.id);
  await person("ann").sees("asks for changes of", alone);

  const other = await scene.submitted();
  await scene.clicks("cleo", "Reject", other.card);
  await person("cleo").seesModal("Why not?");
  expect(await person("cleo").submits()).toEqual({ reason: "say what should change" });
  person("cleo").fills({ "For the author": "We do not do this" });
  expect(await person("cleo").submits()).toBeNull();
  await scene.becomes(other.campaign, "REJECTED");
  await person("ann").sees("rejected it. “We do not do this”", stage.channel);
  expect(await commentOf(other.campaign.id, "campaign.rejected")).toBe("We do not do this");
  await person("ann").sees("rejected *Campaign number 2*", alone);
  await stage.desk.edit(actor("ann"), other.campaign.id, { basic_details: { name: "Better" } });
  expect((await scene.now(other.campaign)).status).toBe("DRAFT");
});

test("a reason that was written while somebody edited decides nothing", async () => {
  const { stage, person } = scene;
  const { campaign, card } = await scene.submitted();
  await scene.clicks("ben", "Reject", card);
  await person("ben").seesModal("Why not?");
  await stage.desk.edit(actor("ann"), campaign.id, { basic_details: { name: "Edited meanwhile" } });
  await stage.desk.submit(actor("ann"), campaign.id);
  person("ben").fills({ "For the author": "Too early" });
  expect(await person("ben").submits()).toBeNull();
  const alone = stage.team.workspace.directMessages(person("ben").user.id);
  await person("ben").sees("Nothing was done", alone);
  expect((await scene.now(campaign)).status).toBe("UNDER_REVIEW");
});
