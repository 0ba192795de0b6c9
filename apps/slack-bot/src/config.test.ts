import { expect, test } from "vitest";
import { describeConfig, resolveConfig } from "./config.ts";

const NEIGHBOURS = { DATABASE_URL: "postgres://u:p@db/x", NATS_URL: "nats://n:4222" };
const ONE = {
  ...NEIGHBOURS,
  SLACK_BOT_TOKEN: "xoxb-1",
  SLACK_CHANNEL: "C0123456789",
  SLACK_APP_TOKEN: "xapp-1",
};
const MANY = {
  ...NEIGHBOURS,
  SLACK_CLIENT_ID: "1.2",
  SLACK_CLIENT_SECRET: "s".repeat(32),
  SLACK_STATE_SECRET: "t".repeat(32),
  SLACK_SIGNING_SECRET: "u".repeat(32),
  SLACK_PUBLIC_URL: "https://sluice.example.com/",
  SLUICE_KEYS: "k1:secret",
};

test("a bot token and a channel mean one Slack workspace, over sockets when there is an app token", () => {
  expect(resolveConfig(ONE)).toMatchObject({
    installs: { kind: "one", workspaceId: "local", channelId: "C0123456789", approvers: null },
    transport: { kind: "socket" },
  });
});

test("a client id means many, over signed requests", () => {
  expect(resolveConfig(MANY)).toMatchObject({
    installs: { kind: "many", publicUrl: "https://sluice.example.com" },
    transport: { kind: "http", port: 3_100 },
  });
});

test.each([
  ["no channel", { ...ONE, SLACK_CHANNEL: undefined }, "SLACK_CHANNEL is missing"],
  ["neither", NEIGHBOURS, "SLACK_BOT_TOKEN, SLACK_CHANNEL are missing"],
  ["no way to hear", { ...ONE, SLACK_APP_TOKEN: undefined }, "SLACK_APP_TOKEN for Socket Mode"],
  ["half of what many need", { ...MANY, SLACK_STATE_SECRET: undefined }, "SLACK_STATE_SECRET is missing"],
  ["one and many", { ...MANY, SLACK_BOT_TOKEN: "xoxb-1" }, "not both"],
  ["many over sockets", { ...MANY, SLACK_APP_TOKEN: "xapp-1" }, "signed requests"],
  ["a state secret that can be guessed", { ...MANY, SLACK_STATE_SECRET: "short" }, "at least 32 characters"],
])("with %s it says what to do, and no value", (_, env, said) => {
  expect(() => resolveConfig(env)).toThrow(said);
  expect(() => resolveConfig(env)).not.toThrow(/short|xoxb-1|k1:secret/);
});

test("what is logged of it holds no secret", () => {
  const shown = JSON.stringify([describeConfig(resolveConfig(ONE)), describeConfig(resolveConfig(MANY))]);
  expect(shown).toContain("https://sluice.example.com/slack/install");
  expect(shown).not.toMatch(/xoxb|xapp|s{8}|t{8}|u{8}|k1/);
});
