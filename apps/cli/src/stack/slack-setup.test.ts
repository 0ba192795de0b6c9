import { expect, test } from "vitest";
import { slackInWords, slackSetup } from "./slack-setup.ts";

test("without any of its settings the bot is off; with some, what is missing is named", () => {
  expect(slackSetup({})).toEqual({ kind: "off" });
  const some = slackSetup({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_CHANNEL: "C1" });
  expect(some).toEqual({ kind: "incomplete", missing: ["SLACK_APP_TOKEN"] });
  expect(slackInWords(some)).toContain("SLACK_APP_TOKEN is missing");
});

test("a signing secret does instead of an app token", () => {
  const env = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "secret", SLACK_CHANNEL: "C1" };
  expect(slackSetup(env)).toEqual({ kind: "on", installAt: null });
});

test("with a client id it is on for many Slack workspaces, and says where to install it, or what is missing for that", () => {
  const env = {
    SLACK_CLIENT_ID: "1.2",
    SLACK_CLIENT_SECRET: "s",
    SLACK_SIGNING_SECRET: "s",
    SLACK_STATE_SECRET: "s",
  };
  expect(slackSetup(env)).toEqual({ kind: "incomplete", missing: ["SLACK_PUBLIC_URL"] });
  const on = slackSetup({ ...env, SLACK_PUBLIC_URL: "https://sluice.example.com/" });
  expect(slackInWords(on)).toContain("https://sluice.example.com/slack/install");
});
