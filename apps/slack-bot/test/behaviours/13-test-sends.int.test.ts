import { readMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WORKSPACE } from "../stage.ts";
import { openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
  // The planner makes the secret that every request is signed with; an API process sends the tests.
  await scene.stage.startEngine(["planner", "api"]);
  await eventually(async () => (await signingSecrets()) > 0);
}, 90_000);
afterAll(async () => scene[Symbol.asyncDispose]());

async function signingSecrets(): Promise<number> {
  const { rowCount } = await scene.stage.store.pool.query(
    "select from signing_secrets where workspace_id = $1",
    [WORKSPACE],
  );
  return rowCount ?? 0;
}

const body = (text: string) => ({
  campaign_content: {
    content: {
      connector: {
        url: `${scene.stage.endpoint.url}/n`,
        method: "POST",
        body: { type: "JSON", json: { text, city: "{{UserAttribute['city']}}" } },
      },
    },
  },
});

test("Test send required before submit above threshold; goes only to allow-listed addresses; result (latency, status, rendered) in thread; re-required after content edits.", async () => {
  const { stage, person } = scene;
  const ann = person("ann");
  const { campaign, card } = await scene.submitted(body("first"));
  await scene.policy({ test_send_over: 10, test_users: ["u7"] });

  await ann.types(`/campaign test ${campaign.id} u8`, stage.channel);
  await ann.sees("u8 is not named there", stage.channel);
  expect(stage.endpoint.requests).toHaveLength(0);

  const { id } = await scene.draft(body("second"));
  await ann.types(`/campaign submit ${id}`, stage.channel);
  await ann.sees(/test/i, stage.channel);
  expect((await stage.desk.get(id)).status).toBe("DRAFT");

  await ann.types(`/campaign test ${id} u7`, stage.channel);
  await ann.sees(/answered 200 in \d+ ms/, stage.channel);
  expect(stage.endpoint.requests.at(-1)).toMatchObject({
    body: JSON.stringify({ text: "second", city: "Berlin" }),
  });
  expect(stage.endpoint.requests.at(-1)?.headers["x-sluice-test"]).toBeDefined();
  await ann.types(`/campaign submit ${id}`, stage.channel);
  await scene.becomes(await stage.desk.get(id), "UNDER_REVIEW");

  await stage.desk.edit({ person: "ann@example.com", source: "test" }, id, body("edited"));
  await ann.types(`/campaign submit ${id}`, stage.channel);
  await ann.sees(/test/i, stage.channel);
  expect((await stage.desk.get(id)).status).toBe("DRAFT");

  await ann.types(`/campaign test ${campaign.id} u7`, stage.channel);
  const told = await eventually(() =>
    stage.channel.messages.find(
      (one) => one.thread_ts === card.ts && readMessage(one).includes("answered 200 in"),
    ),
  );
  expect(readMessage(told)).toContain('{"text":"first","city":"Berlin"}');
  expect(readMessage(told)).toContain("[masked]"); // the signature
});

test("a test that the endpoint refuses says so; an address of nobody is a person without a profile", async () => {
  const { stage, person } = scene;
  await scene.policy({});
  const { campaign, card } = await scene.submitted(body("refused"));
  stage.answers({ status: 503, body: "closed" });
  await person("ann").types(`/campaign test ${campaign.id} u1`, stage.channel);
  const told = await eventually(() =>
    stage.channel.messages.find(
      (one) => one.thread_ts === card.ts && readMessage(one).includes("answered 503"),
    ),
  );
  expect(readMessage(told)).toContain("which is no delivery");
  expect(readMessage(told)).not.toContain("closed"); // anybody may be tested with, so what was sent is for Ann alone
  const alone = await person("ann").sees("closed", stage.channel);
  expect(alone.ephemeral_to).toBe(person("ann").user.id);
  stage.answers({ status: 200 });

  await person("ann").types(`/campaign test ${campaign.id} @me`, stage.channel);
  await person("ann").sees(/not sent|answered 200/, stage.channel);
  await person("guest").types(`/campaign test ${campaign.id} u1`, stage.channel);
  await person("guest").sees("Guests can look at campaigns", stage.channel);
});
