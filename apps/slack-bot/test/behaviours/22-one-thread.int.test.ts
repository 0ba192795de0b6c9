import { readMessage, type SlackMessage } from "@sluice/testkit/fake-slack";
import type { Campaign } from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

const inChannel = (): SlackMessage[] =>
  scene.stage.channel.messages.filter(({ ephemeral_to: reader }) => reader === undefined);
const alone = (name: string) => (): SlackMessage[] =>
  scene.stage.team.workspace.directMessages(scene.person(name).user.id).messages;
const told = (messages: () => readonly SlackMessage[], text: string) =>
  eventually(() => messages().find((one) => readMessage(one).includes(text)));
/** Of the same campaign, another message than that one. */
const nextCard = (campaign: Campaign, { ts }: SlackMessage) =>
  eventually(async () => {
    const card = await scene.cardOf(campaign);
    return card.ts !== ts && card;
  });

test("Everything in one thread per campaign; requester told by DM + thread on each decision; no @channel; muted repeat noise.", async () => {
  const { stage } = scene;
  const name = "Sale <!channel> <!here>";
  const { campaign, card } = await scene.submitted({ basic_details: { name } });

  // Sent back, over the API.
  await stage.desk.requestChanges(actor("ben"), campaign.id, campaign.content_hash, "the <!channel> text");
  expect((await told(inChannel, "asked for changes.")).thread_ts).toBe(card.ts);
  expect((await told(alone("ann"), "asks for changes of")).text).toContain("the &lt;!channel&gt; text");

  // Edited again and again, and told of once.
  for (const tag of ["one", "two", "three", "four"])
    await stage.desk.edit(actor("cleo"), campaign.id, { basic_details: { name, tags: [tag] } });
  await told(inChannel, "edited it.");
  const again = await stage.desk.submit(actor("ann"), campaign.id);
  const newest = await nextCard(again, card);
  expect(newest.thread_ts).toBe(card.ts);
  expect(inChannel().filter((one) => readMessage(one).includes("edited it."))).toHaveLength(1);

  // Approved, with a button.
  await scene.clicks("ben", "Approve", newest);
  expect((await told(inChannel, "approved it.")).thread_ts).toBe(card.ts);
  await told(alone("ann"), "approved *Sale");

  const roots = inChannel().filter(({ thread_ts: root }) => root === undefined);
  expect(roots.map(({ ts }) => ts)).toEqual([card.ts]);
  const said = [...inChannel(), ...alone("ann")(), ...alone("ben")()].map((one) =>
    JSON.stringify(inMarkup(one)),
  );
  for (const text of said) expect(text).not.toMatch(/<!(?:channel|here|everyone)/);
});

/** Plain text mentions nobody. */
function inMarkup({ text, blocks = [] }: SlackMessage): unknown {
  const marked: unknown[] = [text];
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const one of part) visit(one);
    if (typeof part !== "object" || part === null) return;
    if (Reflect.get(part, "type") === "mrkdwn") marked.push(Reflect.get(part, "text"));
    for (const inner of Object.values(part)) visit(inner);
  };
  visit(blocks);
  return marked;
}

test("a campaign's second request for approval is another message, in the same thread", async () => {
  const { stage } = scene;
  const { campaign, card } = await scene.submitted();
  await stage.desk.reject(actor("ben"), campaign.id, campaign.content_hash, "no");
  await stage.desk.edit(actor("ann"), campaign.id, { basic_details: { name: "Second request" } });
  const newest = await nextCard(await stage.desk.submit(actor("ann"), campaign.id), card);
  expect(newest.thread_ts).toBe(card.ts);
});
