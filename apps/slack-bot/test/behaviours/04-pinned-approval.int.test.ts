import { type Person, pressables, type SlackMessage } from "@sluice/testkit/fake-slack";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

/** The click on a button that the person still has before their eyes, whatever the card shows by then. */
function heldClick(person: Person, label: string, card: SlackMessage) {
  const found = pressables(card.blocks ?? []).find((one) => one.label === label);
  return person.clickOn(scene.stage.channel, card, found!);
}

test("An approval is pinned to the hash of canonical content + audience snapshot + schedule + rate + template version; the button carries `id:version:hash8`; server compares the full hash.", async () => {
  const { stage, person } = scene;
  for (const change of [
    { basic_details: { name: "Another name altogether" } },
    { segmentation_details: segmentOf("Berlin") },
    {
      scheduling_details: {
        delivery_type: "AT_FIXED_TIME",
        start_time: "2031-12-01T09:30:00",
        timezone: "UTC",
      },
    },
    { delivery_controls: { campaign_throttle_rpm: 500 } },
    { campaign_content: { content: { connector: { url: `${stage.endpoint.url}/other`, method: "POST" } } } },
  ]) {
    const { campaign, card } = await scene.submitted();
    const click = heldClick(person("ben"), "Approve", card);
    const { id, version, content_hash } = campaign;
    expect(pressables(card.blocks ?? []).map(({ element }) => element["value"])).toContain(
      `${id}:${version}:${content_hash.slice(0, 8)}`,
    );
    await stage.desk.edit(actor("ann"), id, change);
    await stage.desk.submit(actor("ann"), id);
    await stage.slack.delivery.deliver(click);
    await person("ben").sees(`is at version ${version + 1} now. Nothing was done`, stage.channel);
    const { status, content_hash: hashNow } = await scene.now(campaign);
    expect([status, hashNow === content_hash]).toEqual(["UNDER_REVIEW", false]);
    person("ben").reloads();
  }
});

test("a decision on a hash that only begins alike is refused by the campaign itself", async () => {
  const { campaign } = await scene.submitted();
  const alike = campaign.content_hash.slice(0, 8).padEnd(64, "0");
  await expect(scene.stage.desk.approve(actor("ben"), campaign.id, alike)).rejects.toMatchObject({
    code: "STALE_APPROVAL",
  });
});

const segmentOf = (city: string) => ({
  included_filters: {
    filter_operator: "and",
    filters: [
      { filter_type: "user_attributes", name: "city", data_type: "string", operator: "is", value: city },
    ],
  },
  is_all_user_campaign: null,
});
