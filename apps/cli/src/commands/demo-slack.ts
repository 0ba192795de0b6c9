// `sluice demo --slack`: the journey by hand, in a Slack that is played on this machine. Nothing leaves it.
import { join } from "node:path";
import { withDemoEndpoint } from "../journey/demo-journey.ts";
import { writeDemoUsers } from "../journey/demo-users.ts";
import { DEFAULT_ID_COLUMN, importFile } from "../journey/import-file.ts";
import { type DataFolder, dataFolder } from "../stack/data-folder.ts";
import { startStack } from "../stack/start-stack.ts";
import { type SupervisedApp, superviseApp } from "../stack/supervised-app.ts";
import { formatCount } from "../terminal/numbers.ts";
import type { CommandContext } from "./command-context.ts";
import { untilAborted, untilInterrupted } from "./until-interrupted.ts";

export interface SlackDemoOptions {
  data: string;
  users: number;
  proxy?: string;
}

const ROOT = join(import.meta.dirname, "../../../..");

/** As the played Slack has them (its main.ts). */
const SETUP = {
  SLACK_BOT_TOKEN: "xoxb-demo",
  SLACK_APP_TOKEN: "xapp-demo",
  SLACK_CHANNEL: "C0CAMPAIGNS",
  SLACK_APPROVERS: "S0APPROVERS",
};

export async function demoSlack(context: CommandContext, options: SlackDemoOptions): Promise<void> {
  const { config, reporter } = context;
  const folder = dataFolder(join(options.data, "demo"));
  await untilInterrupted((signal) =>
    withDemoEndpoint(folder, (endpointUrl) =>
      withPlayedSlack(folder, async (slack) => {
        const stack = await startStack({
          folder,
          env: { ...config.env, ...SETUP, SLACK_API_URL: `${slack.url}/api/` },
          apiPort: 0,
          deliveryProcesses: 1,
          apiProcesses: 1,
          allowCidrs: ["127.0.0.0/8"], // where the endpoint is
          proxyUrl: options.proxy ?? null,
          onProgress: (text) => reporter.say(text, "dim"),
        });
        try {
          await importDemoUsers({
            folder,
            options,
            databaseUrl: stack.databaseUrl,
            workspaceId: stack.operators.workspace,
            reporter,
            signal,
          });
          for (const line of story(slack.url, endpointUrl, options.users)) reporter.say(line);
          await untilAborted(signal);
        } finally {
          await stack.stop();
        }
      }),
    ),
  );
}

async function withPlayedSlack<T>(folder: DataFolder, use: (slack: SupervisedApp) => Promise<T>): Promise<T> {
  const slack = await superviseApp({
    name: "played-slack",
    entry: join(ROOT, "packages/testkit/src/fake-slack/main.ts"),
    port: 0,
    env: { SLACK_MANIFEST: join(ROOT, "apps/slack-bot/manifest.json") },
    logsDir: folder.logs,
  });
  try {
    return await use(slack);
  } finally {
    await slack.stop();
  }
}

async function importDemoUsers(parts: {
  folder: DataFolder;
  options: SlackDemoOptions;
  databaseUrl: string;
  workspaceId: string;
  reporter: CommandContext["reporter"];
  signal: AbortSignal;
}): Promise<void> {
  const { folder, options, ...rest } = parts;
  const path = join(folder.path, "users.csv");
  await writeDemoUsers(path, options.users, "slack");
  await importFile({ ...rest, path, idColumn: DEFAULT_ID_COLUMN });
}

const story = (slackUrl: string, endpointUrl: string, users: number): string[] => [
  "",
  `Open   ${slackUrl}/ui`,
  "",
  `  1. You are ann. Send "/campaign new": a name, the URL ${endpointUrl}/notify, and who of ${formatCount(users)} users gets it (city, for example).`,
  "  2. Submit it. Try to approve it yourself. Then be ben, and approve.",
  "  3. Launch, watch the card, pause and resume. Everything else: /campaign help",
  "",
  "Ctrl-C stops everything; nothing has left this machine.",
];
