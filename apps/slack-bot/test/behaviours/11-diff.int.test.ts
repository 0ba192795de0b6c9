import { readBlocks, readMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

const LONG = "a text that goes on and on ".repeat(60).trim();
const toBerlin = {
  is_all_user_campaign: null,
  included_filters: {
    filter_operator: "and",
    filters: [
      { filter_type: "user_attributes", name: "city", data_type: "string", operator: "is", value: "Berlin" },
    ],
  },
};

test("Diff against the last approved/last sent version, field by field, audience delta in numbers; long values truncated singly; full diff in modal/file.", async () => {
  const { stage, person } = scene;
  const { campaign, card: first } = await scene.submitted();
  await scene.clicks("ben", "Approve", first);
  await scene.becomes(campaign, "APPROVED");
  const body = { type: "JSON", json: { text: LONG, more: Object.fromEntries(fields(30)) } };
  await stage.desk.edit(actor("ann"), campaign.id, {
    segmentation_details: toBerlin,
    campaign_content: { content: { connector: { url: `${stage.endpoint.url}/n`, method: "PUT", body } } },
  });
  await person("ann").types(`/campaign submit ${campaign.id}`, stage.channel);
  const card = await eventually(async () => {
    const newest = await scene.cardOf(campaign);
    return newest.ts !== first.ts && newest;
  });

  const read = readMessage(card);
  expect(read).toContain("*40* users: city is Berlin\n*−60* against v1 (100)");
  expect(read).toContain("*Changed since v1, which was approved*");
  expect(read).toContain("connector.method`: “POST” → “PUT”");
  expect(read).toMatch(/connector\.body\.json\.text`: _nothing_ → “a text that goes .{0,90}…”/);
  expect(read).toMatch(/… and \d+ others: \*Full diff\*/);

  await scene.clicks("ben", "Full diff", card);
  const view = await person("ben").seesModal("v2 against v1, which was approved");
  expect(readBlocks(view.blocks)).toContain(LONG.slice(0, 1_200));
  await person("ben").presses("Next page");
  const next = await person("ben").seesModal("Page 2 of 3");
  expect(readBlocks(next.blocks)).toContain("json.more.field_29");

  await person("cleo").types(`/campaign diff ${campaign.id}`, stage.channel);
  const cleo = person("cleo").user.id;
  const answer = await eventually(() => stage.channel.messages.find((one) => one.ephemeral_to === cleo));
  expect(answer.text).toContain("*Changed since v1, which was approved*");
});

test("the forecast says whom a run would leave out, and why", async () => {
  const { desk } = scene.stage;
  const draft = await scene.draft({
    segmentation_details: { is_all_user_campaign: true, excluded_filters: toBerlin.included_filters },
    control_group_details: { is_campaign_control_group_enabled: true, campaign_control_group_percentage: 10 },
  });
  expect((await desk.facts(draft)).audience).toEqual({
    targeted: 100,
    excluded: { excluded_by_filter: 40, campaign_control_group: 6, audience_limit: 0 },
    recipients: 54,
    isEstimate: false,
    approvedRecipients: null,
  });
});

const fields = (count: number): Array<[string, number]> =>
  Array.from({ length: count }, (_, i) => [`field_${i}`, i]);
