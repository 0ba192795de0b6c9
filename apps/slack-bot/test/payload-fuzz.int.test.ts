// Whatever is delivered, over whichever way: it is acknowledged or refused, the bot lives, and nothing changes that the person
// may not change.
import * as fc from "fast-check";
import type { Campaign } from "@sluice/schema";
import type { Store } from "@sluice/store";
import { type Delivered, type FakeSlack, NotAcknowledged } from "@sluice/testkit/fake-slack";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openManyStage } from "./many-stage.ts";
import { harmed, soundPayloads } from "./payloads.ts";
import { settle } from "./replay.ts";
import { openStage } from "./stage.ts";

const RUNS = 400;
const AT_ONCE = 8;

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
beforeAll(() => void process.on("unhandledRejection", note));
afterAll(() => void process.off("unhandledRejection", note));

const DRAFT = {
  channel: "CONNECTOR",
  campaign_delivery_type: "ONE_TIME",
  campaign_content: { content: { connector: { url: "https://api.example.com/n", method: "POST" } } },
  segmentation_details: { is_all_user_campaign: true },
  scheduling_details: { delivery_type: "ASAP" },
};
const AUTHOR = { person: "author@example.com", source: "test" };
const BEN = { person: "ben@example.com", source: "test" };

interface Desk {
  create(actor: typeof AUTHOR, draft: Record<string, unknown>): Promise<Campaign>;
  submit(actor: typeof AUTHOR, campaignId: string): Promise<Campaign>;
  approve(actor: typeof AUTHOR, campaignId: string, seen: string): Promise<Campaign>;
}

/** One in each state that somebody would like to change. */
async function campaignsOf(desk: Desk): Promise<Campaign[]> {
  const make = (name: string) => desk.create(AUTHOR, { ...DRAFT, basic_details: { name } });
  const [draft, waiting, approved] = [
    await make("A draft"),
    await make("One that waits"),
    await make("An approved one"),
  ];
  await desk.submit(AUTHOR, waiting.id);
  await desk.submit(AUTHOR, approved.id);
  await desk.approve(BEN, approved.id, approved.content_hash);
  return [draft, waiting, approved];
}

const everything = async ({ pool }: Store): Promise<unknown> =>
  (
    await pool.query(
      `select (select json_agg(json_build_array(campaign_id, status, version, content_hash) order by campaign_id) from campaigns) as campaigns,
         (select count(*) from audit_log) as lines, (select count(*) from approvals) as approvals,
         (select count(*) from runs) as runs, (select count(*) from workspace_stops) as stops`,
    )
  ).rows;

/** Answered in time: a 2xx or a 4xx, never a 5xx; over sockets an acknowledgement. */
async function isAnswered(slack: FakeSlack, delivered: Delivered): Promise<boolean> {
  try {
    await slack.delivery.deliver(delivered);
    return true;
  } catch (error) {
    if (!(error instanceof NotAcknowledged)) throw error;
    if (/answered 4\d\d/.test(error.message)) return true;
    throw new Error(`${error.message}: ${JSON.stringify(delivered).slice(0, 2_000)}`, { cause: error });
  }
}

async function deliverMany(slack: FakeSlack, payloads: fc.Arbitrary<Delivered>): Promise<void> {
  const all = fc.sample(harmed(payloads), { numRuns: RUNS, seed: SEED });
  const queue = [...all];
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      expect(await isAnswered(slack, next)).toBe(true);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

const SEED = Number(process.env["FUZZ_SEED"] ?? 20_261_122);

test("over sockets, by a guest: everything is acknowledged, nothing crashes, nothing is changed", async () => {
  await using stage = await openStage({ logs: "nothing" });
  stage.slack.api.hasLimits = false;
  await stage.startBot("socket");
  const campaigns = await campaignsOf(stage.desk);
  const before = await everything(stage.store);
  const user = stage.team.workspace.userNamed("guest");
  await deliverMany(
    stage.slack,
    soundPayloads({ team: stage.team, user, channel: stage.channel }, campaigns),
  );
  await settle(stage);
  expect(await everything(stage.store)).toEqual(before);
  expect(unhandled).toEqual([]);
}, 90_000);

test("over signed HTTP, by a member of another Slack workspace: everything is acknowledged or refused, and nothing is changed here", async () => {
  await using stage = await openManyStage();
  const { acme, rival } = stage.tenants;
  stage.slack.api.hasLimits = false;
  await stage.startBot();
  for (const tenant of [acme, rival]) {
    await stage.link(tenant);
    expect((await stage.install(tenant)).status).toBe(200);
  }
  const campaigns = await campaignsOf(acme.desk);
  const user = rival.team.workspace.userNamed("ann");
  const ofAcme = async () =>
    (
      await stage.store.pool.query(
        "select campaign_id, status, version from campaigns where workspace_id = 'acme' order by 1",
      )
    ).rows;
  const before = await ofAcme();
  await deliverMany(
    stage.slack,
    soundPayloads({ team: rival.team, user, channel: rival.channel }, campaigns),
  );
  await stage.slack.person(acme.team, "ann").types("/campaign help", acme.channel);
  expect(await ofAcme()).toEqual(before);
  const theirs = [...rival.team.workspace.channels.keys(), ...rival.team.workspace.users.keys()];
  const crossing = stage.slack.api.calls.filter(
    ({ teamId, args }) =>
      teamId === acme.teamId &&
      [args.text("channel"), args.text("user")].some((id) => theirs.includes(id ?? "")),
  );
  expect(crossing).toEqual([]);
  expect(unhandled).toEqual([]);
}, 90_000);
