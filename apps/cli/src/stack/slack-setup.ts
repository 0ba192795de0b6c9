// Is the bot in Slack set up? For one Slack workspace it needs a token, a way to hear from Slack, and a channel; for many, what
// installing over OAuth needs.
export type SlackSetup =
  | { kind: "off" }
  | { kind: "incomplete"; missing: readonly string[] }
  | { kind: "on"; installAt: string | null };

const FOR_MANY = [
  "SLACK_CLIENT_ID",
  "SLACK_CLIENT_SECRET",
  "SLACK_STATE_SECRET",
  "SLACK_SIGNING_SECRET",
  "SLACK_PUBLIC_URL",
];

export function slackSetup(env: NodeJS.ProcessEnv): SlackSetup {
  const isSet = (name: string): boolean => (env[name] ?? "") !== "";
  if (isSet("SLACK_CLIENT_ID"))
    return setupOf(
      FOR_MANY.filter((name) => !isSet(name)),
      `${env["SLACK_PUBLIC_URL"]?.replace(/\/+$/, "")}/slack/install`,
    );
  const hears = isSet("SLACK_APP_TOKEN") || isSet("SLACK_SIGNING_SECRET");
  const needed = {
    SLACK_BOT_TOKEN: isSet("SLACK_BOT_TOKEN"),
    SLACK_APP_TOKEN: hears,
    SLACK_CHANNEL: isSet("SLACK_CHANNEL"),
  };
  const missing = Object.entries(needed).flatMap(([name, isThere]) => (isThere ? [] : [name]));
  return missing.length === Object.keys(needed).length ? { kind: "off" } : setupOf(missing, null);
}

const setupOf = (missing: readonly string[], installAt: string | null): SlackSetup =>
  missing.length === 0 ? { kind: "on", installAt } : { kind: "incomplete", missing };

/** For people who start the stack. */
export function slackInWords(setup: SlackSetup): string {
  switch (setup.kind) {
    case "on":
      return setup.installAt === null
        ? "Slack   the bot is connected: /campaign help"
        : `Slack   on, for every Slack workspace that is linked (sluice slack link) and installs it: ${setup.installAt}`;
    case "off":
      return "Slack   off. Set SLACK_BOT_TOKEN, SLACK_APP_TOKEN and SLACK_CHANNEL to write and approve campaigns there: docs/slack.md";
    case "incomplete":
      return `Slack   off: ${setup.missing.join(" and ")} ${setup.missing.length === 1 ? "is" : "are"} missing. See docs/slack.md`;
    default:
      return setup satisfies never;
  }
}
