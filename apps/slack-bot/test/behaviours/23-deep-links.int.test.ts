import { readMessage, type SlackMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shortId } from "../../src/short-id.ts";
import { API_URL } from "../stage.ts";
import { openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

const linkOf = ({ ts, thread_ts: root }: SlackMessage): string => {
  const thread = root === undefined ? "" : `?thread_ts=${root}&amp;cid=${scene.stage.channel.id}`;
  return `<https://acme.slack.com/archives/${scene.stage.channel.id}/p${ts.replace(".", "")}${thread}>`;
};

test("Deep links both ways: card → web/CLI id and permalink; `show` works with id, name, permalink; buttons keep working on old messages.", async () => {
  const { stage, person } = scene;
  const { campaign, card } = await scene.submitted({ basic_details: { name: "Quite special spring offer" } });
  const { id } = campaign;
  expect(readMessage(card)).toContain(`\`sluice campaign show ${id}\``);
  expect(readMessage(card)).toContain(`<${API_URL}/v5/campaigns/${id}|/v5/campaigns/${id}>`);
  await scene.clicks("ben", "Request changes", card);
  await person("ben").seesModal("What should change?");
  await person("ben").closes();
  const reply = await repliedTo(card);

  const short = shortId(id);
  for (const word of [id, short, short.toLowerCase(), '"special spring"', linkOf(card), linkOf(reply)]) {
    person("cleo").reloads();
    await person("cleo").types(`/campaign show ${word}`, stage.channel);
    const shown = await person("cleo").sees(`p${card.ts.replace(".", "")}|its thread>`, stage.channel);
    expect(shown.ephemeral_to).toBe(person("cleo").user.id);
    expect(readMessage(shown)).toContain("Quite special spring offer");
  }

  await scene.restartsBot();
  await scene.clicks("ben", "Approve", card);
  await scene.becomes(campaign, "APPROVED");
});

/** Something that was said in its thread. */
async function repliedTo(card: SlackMessage): Promise<SlackMessage> {
  const { stage } = scene;
  return eventually(() => stage.channel.messages.find(({ thread_ts: root }) => root === card.ts));
}

test("a link of a message that is none of its cards finds nothing, and says so", async () => {
  const { stage, person } = scene;
  await person("cleo").types(
    `/campaign show <https://acme.slack.com/archives/${stage.channel.id}/p1763800000123456>`,
    stage.channel,
  );
  const said = await person("cleo").sees("There is no campaign “&lt;https://acme.slack.com", stage.channel);
  expect(said.ephemeral_to).toBe(person("cleo").user.id);
});
