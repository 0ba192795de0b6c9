// Is the bot in Slack set up? It needs a token, a way to hear from Slack, and a channel.
export type SlackSetup =
  | { kind: "off" }
  | { kind: "incomplete"; missing: readonly string[] }
  | { kind: "on" };

export function slackSetup(env: NodeJS.ProcessEnv): SlackSetup {
  const isSet = (name: string): boolean => (env[name] ?? "") !== "";
  const hears = isSet("SLACK_APP_TOKEN") || isSet("SLACK_SIGNING_SECRET");
  const needed = {
    SLACK_BOT_TOKEN: isSet("SLACK_BOT_TOKEN"),
    SLACK_APP_TOKEN: hears,
    SLACK_CHANNEL: isSet("SLACK_CHANNEL"),
  };
  const missing = Object.entries(needed).flatMap(([name, isThere]) => (isThere ? [] : [name]));
  if (missing.length === 0) return { kind: "on" };
  return missing.length === Object.keys(needed).length ? { kind: "off" } : { kind: "incomplete", missing };
}

/** For people who start the stack. */
export function slackInWords(setup: SlackSetup): string {
  switch (setup.kind) {
    case "on":
      return "Slack   the bot is connected: /campaign help";
    case "off":
      return "Slack   off. Set SLACK_BOT_TOKEN, SLACK_APP_TOKEN and SLACK_CHANNEL to write and approve campaigns there: docs/slack.md";
    case "incomplete":
      return `Slack   off: ${setup.missing.join(" and ")} ${setup.missing.length === 1 ? "is" : "are"} missing. See docs/slack.md`;
    default:
      return setup satisfies never;
  }
}
