// What the tests of behaviours begin with: a stage with a running bot, campaigns that Ann wrote, cards in the channel.
import { type Person, pressables, type SlackMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { ApprovalPolicy, type Campaign } from "@sluice/schema";
import { changeWorkspaceSettings } from "@sluice/store";
import { openStage, type Stage, WORKSPACE } from "../stage.ts";

export interface Scene extends AsyncDisposable {
  stage: Stage;
  person: (name: string) => Person;
  /** Written by Ann, over the API as it were. */
  draft(changes?: Record<string, unknown>): Promise<Campaign>;
  /** Submitted by command: its card is in the channel. */
  submitted(changes?: Record<string, unknown>): Promise<{ campaign: Campaign; card: SlackMessage }>;
  /** Submitted like that, and approved by Ben. */
  approved(changes?: Record<string, unknown>): Promise<{ campaign: Campaign; card: SlackMessage }>;
  /** The newest one in the channel with buttons for it. */
  cardOf(campaign: Campaign): Promise<SlackMessage>;
  restartsBot(): Promise<void>;
  /** As it is now. */
  now(campaign: Campaign): Promise<Campaign>;
  becomes(campaign: Campaign, status: Campaign["status"]): Promise<Campaign>;
  clicks(name: string, label: string, message: SlackMessage): Promise<void>;
  /** As the bot would say it now: null, or why this person does not approve. */
  approvalRefusal(name: string): Promise<string | null>;
  /** The short cache of who approves is over. */
  forgetsGroup(): void;
  stopBot(): Promise<void>;
  /** Another process, as it were, that remembers what is in the database. */
  restartBot(meanwhile?: () => Promise<void>): Promise<void>;
  /** In force from now on. */
  policy(policy: Partial<ApprovalPolicy>): Promise<void>;
}

export const actor = (name: string) => ({ person: `${name}@example.com`, source: "test" });

/** @param options of the stage */
export async function openScene(options: Parameters<typeof openStage>[0] = {}): Promise<Scene> {
  const stage = await openStage(options);
  let bot = await stage.startBot();
  let count = 0;
  const person = (name: string): Person => stage.slack.person(stage.team, name);

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

  /** What has a place in the bot's memory: Slack shows a card a moment before. */
  async function remembered(): Promise<ReadonlySet<string>> {
    const { rows } = await stage.store.pool.query<{ ts: string }>("select message_ts as ts from slack_cards");
    return new Set(rows.map(({ ts }) => ts));
  }

  const cardOf = ({ id }: Campaign): Promise<SlackMessage> =>
    eventually(async () => {
      const cards = await remembered();
      return stage.channel.messages.findLast(
        (one) => cards.has(one.ts) && valuesOn(one).some((value) => value.startsWith(id)),
      );
    });

  async function submitted(changes?: Record<string, unknown>) {
    const { id } = await draft(changes);
    await person("ann").types(`/campaign submit ${id}`, stage.channel);
    const card = await cardOf(await stage.desk.get(id));
    return { campaign: await stage.desk.get(id), card };
  }

  return {
    stage,
    person,
    draft,
    cardOf,
    submitted,
    approved: async (changes) => {
      const { campaign, card } = await submitted(changes);
      await stage.desk.approve(actor("ben"), campaign.id, campaign.content_hash);
      return { campaign: await stage.desk.get(campaign.id), card };
    },
    restartsBot: async () => {
      await bot.stop();
      bot = await stage.startBot();
    },
    now: ({ id }) => stage.desk.get(id),
    becomes: ({ id }, status) =>
      eventually(async () => {
        const campaign = await stage.desk.get(id);
        return campaign.status === status && campaign;
      }),
    clicks: async (name, label, message) =>
      void (await person(name).clicks(label, { channel: stage.channel, message })),
    approvalRefusal: async (name) => {
      const [office] = bot.offices.open;
      if (office === undefined) throw new Error("the bot has no office");
      const { people } = office.context;
      return people.approvalRefusal(await people.of(person(name).user.id));
    },
    forgetsGroup: () => {
      for (const { context } of bot.offices.open) context.people.forgetGroup();
    },
    policy: async (policy) => {
      const approval_policy = ApprovalPolicy.parse(policy);
      await changeWorkspaceSettings(stage.store.db, WORKSPACE, { approval_policy });
    },
    stopBot: () => bot.stop(),
    restartBot: async (meanwhile) => {
      await bot.stop();
      await meanwhile?.();
      bot = await stage.startBot();
    },
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
}

const valuesOn = ({ blocks = [] }: SlackMessage): string[] =>
  pressables(blocks).map(({ element }) => String(element["value"]));

export const labelsOn = ({ blocks = [] }: SlackMessage): string[] =>
  pressables(blocks).map(({ label }) => label);
