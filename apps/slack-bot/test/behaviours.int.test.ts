// What people may rely on, each as a sentence. One stage for all: every test has a campaign of its own.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, pressables, type SlackMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import type { Campaign } from "@sluice/schema";
import { shortId } from "../src/short-id.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
const person = (name: string): Person => stage.slack.person(stage.team, name);
const actor = (name: string) => ({ person: `${name}@example.com`, source: "test" });

beforeAll(async () => {
  stage = await openStage();
  await stage.startBot();
}, 60_000);
afterAll(async () => stage[Symbol.asyncDispose]());

/** Fifty clicks before took most of a minute's edits; the card is refreshed as soon as there are some again. */
const BUDGETED = { timeoutMs: 25_000 };

let count = 0;
/** Written by Ann, over the API as it were. */
async function draft(changes: Record<string, unknown> = {}): Promise<Campaign> {
  count += 1;
  return stage.desk.create(actor("ann"), {
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: `Campaign number ${count}` },
    campaign_content: { content: { connector: { url: `${stage.endpoint.url}/n`, method: "POST" } } },
    segmentation_details: { is_all_user_campaign: true },
    scheduling_details: { delivery_type: "ASAP" },
    ...changes,
  });
}

/** Submitted by command: its card is in the channel. */
async function submitted(): Promise<{ campaign: Campaign; card: SlackMessage }> {
  const { id } = await draft();
  await person("ann").types(`/campaign submit ${id}`, stage.channel);
  const campaign = await stage.desk.get(id);
  await eventually(async () => (await cardOf(campaign)) !== undefined);
  return { campaign, card: (await cardOf(campaign))! };
}

const cardOf = async ({ id }: Campaign): Promise<SlackMessage | undefined> =>
  stage.channel.messages.find(
    (one) =>
      one.ephemeral_to === undefined &&
      pressables(one.blocks ?? []).some(({ element }) => String(element["value"]).startsWith(id)),
  );
const status = async ({ id }: Campaign): Promise<string> => (await stage.desk.get(id)).status;
const click = (name: string, label: string, message: SlackMessage) =>
  person(name).clicks(label, { channel: stage.channel, message });

test("what a guest writes is not kept, and they are told why", async () => {
  const guest = person("guest");
  await guest.types("/campaign new", stage.channel);
  await guest.seesModal("New campaign");
  guest.fills({ Name: "A guest's campaign", URL: `${stage.endpoint.url}/n` });
  expect(await guest.submits()).toEqual({ name: "Guests can look at campaigns, but not change them." });
  expect(await stage.desk.find("A guest's campaign")).toEqual([]);
});

test("a missing id is asked for with the likely ones; a typo gets the nearest verb", async () => {
  await submitted();
  await person("ben").types("/campaign approve", stage.channel);
  const asked = await person("ben").sees("Which campaign do you want to approve?", stage.channel);
  expect(pressables(asked.blocks ?? []).length).toBeGreaterThan(0);
  await person("ben").types("/campaign aprove", stage.channel);
  await person("ben").sees("Did you mean `/campaign approve`?", stage.channel);
});

test("a campaign is found by its short id, its whole id and its name", async () => {
  const campaign = await draft({ basic_details: { name: "Quite special spring offer" } });
  for (const word of [
    shortId(campaign.id),
    shortId(campaign.id).toLowerCase(),
    campaign.id,
    '"special spring"',
  ]) {
    person("cleo").reloads();
    await person("cleo").types(`/campaign show ${word}`, stage.channel);
    const shown = await person("cleo").sees("Quite special spring offer", stage.channel);
    expect(shown.ephemeral_to).toBe(person("cleo").user.id);
  }
});

test("the home tab shows what waits, what goes out and what is yours", async () => {
  const { campaign } = await submitted();
  await person("ann").opensHome();
  await eventually(() => JSON.stringify(person("ann").home?.blocks ?? []).includes(shortId(campaign.id)));
  expect(person("ann").home?.type).toBe("home");
});
