// The whole story in Slack: written in modals by one person, approved by another, launched, watched to its end.
import { expect, test } from "vitest";
import { readMessage } from "@sluice/testkit/fake-slack";
import { openStage } from "./stage.ts";

test.each(["socket", "http"] as const)(
  "over %s: Ann writes a campaign, Ben approves it, it goes out, and the card shows the exact end",
  async (transport) => {
    await using stage = await openStage();
    const { slack, team, channel, endpoint } = stage;
    await stage.startEngine();
    await stage.startBot(transport);
    const ann = slack.person(team, "ann");
    const ben = slack.person(team, "ben");

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
  },
);
