import type { RunStats } from "@sluice/schema";
import type { LoggedCall, SlackChannel } from "@sluice/testkit/fake-slack";
import { expect, test } from "vitest";
import { differences } from "./live-cards.ts";
import { missedGoals } from "./missed-goals.ts";
import { openingTimesMs } from "./open-modals.ts";
import { mostInRolling60s, refusals } from "./slack-calls.ts";

const call = (method: string, atMs: number, answer = "ok", trigger = ""): LoggedCall =>
  ({ method, atMs, answer, teamId: "T1", args: { required: () => trigger } }) as unknown as LoggedCall;

test("the most calls of a rolling minute: one at its very end is the next minute's", () => {
  const times = [0, 10_000, 59_999, 60_000, 69_999];
  expect(
    mostInRolling60s(
      times.map((atMs) => call("chat.update", atMs)),
      "chat.update",
    ),
  ).toBe(4);
  expect(mostInRolling60s([call("views.open", 1)], "chat.update")).toBe(0);
});

test("refusals are counted by method and answer", () => {
  const calls = [
    call("chat.update", 1),
    call("chat.update", 2, "ratelimited"),
    call("chat.update", 3, "ratelimited"),
  ];
  expect(refusals(calls)).toEqual({ "chat.update ratelimited": 2 });
});

test("a modal's time runs from its trigger to Slack's answer, for those that Slack took", () => {
  const calls = [
    call("views.open", 1_040, "ok", "1000.1.trigger"),
    call("views.open", 1_010, "ok", "1000.2.trigger"),
  ];
  expect(
    openingTimesMs([...calls, call("views.open", 9_000, "expired_trigger_id", "1000.3.trigger")]),
  ).toEqual([10, 40]);
});

const card = (delivered: string): SlackChannel => ({
  id: "C1",
  name: "campaigns",
  is_im: false,
  is_archived: false,
  members: new Set<string>(),
  messages: [
    {
      type: "message",
      ts: "1",
      user: "U0BOT",
      text: "",
      blocks: [
        { type: "header", text: { type: "plain_text", text: "Soak 1 · sent" } },
        {
          type: "section",
          fields: [
            { text: `*Delivered*\n${delivered}` },
            { text: "*Open*\n0" },
            { text: "*Not delivered*\n7" },
            { text: "*Rate*\n0 a minute" },
            { text: "*Possible duplicates*\n3" },
          ],
        },
      ],
    },
  ],
});
const STATS = {
  delivered: 19_993,
  open: 0,
  skipped: 1,
  unknown: 2,
  expired: 0,
  cancelled: 0,
  dead_lettered: 4,
  possible_duplicates: 3,
} as RunStats;

test("a card that says what the ledger says differs in nothing; every other figure is named", () => {
  const campaign = { id: "c1", name: "Soak 1" };
  expect(differences(card("19,993"), campaign, STATS)).toEqual([]);
  expect(differences(card("19,992"), campaign, STATS)).toEqual([
    "Soak 1 shows Delivered 19992, the ledger has 19993",
  ]);
  expect(differences(card("19,993"), { id: "c2", name: "Soak 2" }, STATS)).toEqual(["Soak 2 has no card"]);
});

test("each goal that was missed is a sentence", () => {
  const good = {
    requestsInEachMinute: [200_100, 3_000],
    recipients: 10,
    delivered: 10,
    mostEditsInRolling60s: 50,
    unanswered: 0,
    openP99Ms: 299,
    refusals: { "chat.update message_not_found": 1 },
    cardsThatDiffer: [],
  };
  const plan = { requestsPerMinute: 200_000, minutes: 2 };
  expect(missedGoals(plan, good)).toEqual([]);
  expect(
    missedGoals(plan, { ...good, mostEditsInRolling60s: 51, openP99Ms: NaN, unanswered: 1 }),
  ).toHaveLength(3);
});
