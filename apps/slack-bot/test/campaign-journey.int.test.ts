// The whole story in Slack: written in modals by one person, approved by another, launched, watched to its end. And all that
// was delivered for it once more, ten times, shuffled.
import { SlackMemory, tenantStore } from "@sluice/store";
import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { readMessage } from "@sluice/testkit/fake-slack";
import { recordDeliveries, replay, settle } from "./replay.ts";
import { openStage, type Stage, WORKSPACE } from "./stage.ts";

/** What people, the database and the endpoint have seen. */
const everything = async ({ store, channel, team, endpoint }: Stage): Promise<unknown> => ({
  rows: (
    await store.pool.query(
      `select (select json_agg(c order by campaign_id) from campaigns c) as campaigns, (select json_agg(a order by audit_id) from audit_log a) as lines,
         (select count(*) from approvals) as approvals, (select count(*) from runs) as runs, (select count(*) from slack_cards) as cards`,
    )
  ).rows,
  messages: [...team.workspace.channels.values()].map(({ messages }) => messages.length),
  inChannel: channel.messages.map(readMessage),
  requests: endpoint.requests.length,
});

test.each(["socket", "http"] as const)(
  "over %s: Ann writes a campaign, Ben approves it, it goes out, and the card shows the exact end",
  async (transport) => {
    await using stage = await openStage();
    const { slack, team, channel, endpoint } = stage;
    await stage.startEngine();
    const bot = await stage.startBot(transport);
    const recorded = recordDeliveries(slack);
    const ann = slack.person(team, "ann");
    const ben = slack.person(team, "ben");

    await ann.types("/campaign help", channel);
    await ann.sees("/campaign", channel);
    await ann.types("/campaign new", channel);
    await ann.seesModal("New campaign");
    ann.fills({ Name: "Win" });
    expect(Object.keys((await ann.submits()) ?? {})).toEqual(["basic_details.name"]);
    ann.fills({ Name: "Winter sale" });
    expect(await ann.submits()).toBeNull();
    await ann.seesModal("To whom");
    ann.fills({ "Who gets it": "some", Attribute: "city", Value: "Berlin" });
    expect(await ann.submits()).toBeNull();
    await ann.seesModal("What and when");
    ann.fills({
      URL: `${endpoint.url}/notify`,
      "Text of the body": `{"id": "{{UserAttribute['user_id']}}"}`,
      "Request limit": "60000",
    });
    expect(await ann.submits()).toBeNull();
    await ann.seesModal("*40* users");
    expect(await ann.submits()).toBeNull();

    await ben.sees("waiting for approval", channel);
    await ann.clicks("Approve", { channel });
    await ann.sees("created this campaign and cannot approve it", channel);
    await ben.clicks("Approve", { channel });
    await ben.sees("approved it", channel);
    await ann.clicks("Launch", { channel });

    await ben.sees("*100 %*  40 of 40", channel);
    const end = await ben.sees("40 recipients: 40 delivered", channel);
    expect(end.thread_ts).toBeDefined();
    expect(endpoint.requests).toHaveLength(40);
    expect(new Set(channel.messages.map(readMessage)).size).toBeGreaterThan(3);

    // What changes by itself has done so: the card, the live card, and what Ann is told alone.
    await ben.sees(/v\d+ · sent\n/, channel);
    const memory = new SlackMemory(tenantStore(stage.store, WORKSPACE), WORKSPACE, team.workspace.teamId);
    await eventually(async () => (await memory.liveCards()).length === 0);
    await ann.sees("approved *Winter sale*", team.workspace.directMessages(ann.user.id));
    const journey = recorded.splice(0);
    await settle(stage);
    const before = await everything(stage);
    expect(journey.length).toBeGreaterThan(8);
    await replay(slack, journey, 10);
    await settle(stage);
    expect(await everything(stage)).toEqual(before);
    await bot.stop();
    await stage.startBot(transport);
    await replay(slack, journey, 1);
    await settle(stage);
    expect(await everything(stage)).toEqual(before);
    const lines = (await stage.store.pool.query<{ action: string }>("select action from audit_log")).rows;
    for (const action of [
      "campaign.created",
      "campaign.submitted",
      "campaign.approved",
      "campaign.published",
    ])
      expect([action, lines.filter((line) => line.action === action).length]).toEqual([action, 1]);
  },
);
