import { readBlocks, readMessage } from "@sluice/testkit/fake-slack";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WORKSPACE } from "../stage.ts";
import { labelsOn, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
  await scene.stage.store.pool.query(
    `insert into users (workspace_id, user_id, attributes) values
       ($1, 'preview-plain', '{"group": "preview", "name": "Ada", "note": "short"}'),
       ($1, 'preview-without', '{"group": "preview", "note": "no name at all"}'),
       ($1, 'preview-long', jsonb_build_object('group', 'preview', 'name', 'Bob', 'note', repeat('long ', 100))),
       ($1, 'preview-umlaut', '{"group": "preview", "name": "Zoë Müller", "note": "short"}')`,
    [WORKSPACE],
  );
}, 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

const withBody = (json: Record<string, string>) => ({
  campaign_content: {
    content: {
      connector: { url: `${scene.stage.endpoint.url}/n`, method: "POST", body: { type: "JSON", json } },
    },
  },
  segmentation_details: {
    included_filters: {
      filter_operator: "and",
      filters: [
        {
          filter_type: "user_attributes",
          name: "group",
          data_type: "string",
          operator: "is",
          value: "preview",
        },
      ],
    },
  },
});

test("Preview rendered for chosen sample users incl. worst case (missing fields, longest name, other language); unresolved variables block submit.", async () => {
  const { stage, person } = scene;
  const body = { hello: "{{UserAttribute['name']}}", note: "{{UserAttribute['note']}}" };
  const { card } = await scene.submitted(withBody(body));
  const read = readMessage(card);
  expect(read).toContain("*Preview* shows user `…long` (the first of the audience, the longest request)");
  expect(read).toContain("user `…hout` (values are missing, no request)");
  expect(read).toContain("user `…laut` (letters beyond a to z)");
  expect(read).toContain("1 of the first 4 users would get no request");
  for (const told of ["Ada", "Zoë", "preview-", "no name at all"]) expect(read).not.toContain(told);

  await scene.clicks("ben", "Preview", card);
  const view = await person("ben").seesModal("*User `preview-long`*");
  const shown = readBlocks(view.blocks);
  expect(shown).toContain('"hello":"Zoë Müller"');
  expect(shown).toContain("would get no request: *User `preview-without`*");
  expect(shown).toMatch(/body\.json\.hello: .*UserAttribute\['name'\].*has no value/);

  person("ben").fills({ "Another user, by id": "nobody" });
  expect(await person("ben").submits()).toEqual({ user: "There is no user with this id." });
  person("ben").fills({ "Another user, by id": "preview-plain" });
  expect(await person("ben").submits()).toBeNull();
  expect(readBlocks((await person("ben").seesModal("as you asked")).blocks)).toContain('"hello":"Ada"');

  const wrong = await scene.draft(withBody({ hello: "{{ UserAttribute['nmae'] }}" }));
  await person("ann").types(`/campaign submit ${wrong.id}`, stage.channel);
  await person("ann").sees("nmae", stage.channel);
  expect((await scene.now(wrong)).status).toBe("DRAFT");
  expect(
    stage.channel.messages.filter(
      (one) => one.ephemeral_to === undefined && labelsOn(one).includes("Preview"),
    ),
  ).toEqual([card]);
});

test("the same users are chosen whoever looks, and guests see nobody", async () => {
  const { card, campaign } = await scene.submitted(withBody({ note: "{{UserAttribute['note']}}" }));
  const { desk } = scene.stage;
  const samplesOf = async () => (await desk.facts(await scene.now(campaign))).rendering;
  expect(await samplesOf()).toEqual(await samplesOf());
  await scene.clicks("guest", "Preview", card);
  await scene.person("guest").sees("Guests can look at campaigns", scene.stage.channel);
  expect(scene.person("guest").modal).toBeUndefined();
});
