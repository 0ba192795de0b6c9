// The played Slack with the real bot in it, beside a stage of the engine. The bot is a process of its own; Slack is played in
// ours, so that every call can be read with the moment at which it came.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type FakeSlack,
  type FakeTeam,
  type Person,
  type SlackChannel,
  startFakeSlack,
} from "@sluice/testkit/fake-slack";
import { AppProcess } from "../stage/app-process.ts";
import type { Stage } from "../stage/stage.ts";
import { waitUntil } from "../stage/wait-until.ts";

export interface SlackStage extends AsyncDisposable {
  slack: FakeSlack;
  team: FakeTeam;
  channel: SlackChannel;
  bot: AppProcess;
  people: readonly [Person, ...Person[]];
}

const FIRST = "ann";
const OTHERS = ["ben", "cleo", "dora", "emil"];
const CONNECTIONS = 2;
const CONNECTED_WITHIN_MS = 30_000;
const MANIFEST = join(import.meta.dirname, "../../../apps/slack-bot/manifest.json");

export async function openSlackStage(stage: Stage, workspaceId: string, folder: string): Promise<SlackStage> {
  const slack = await startFakeSlack();
  const team = slack.addTeam("T1", scopes());
  const ids = [FIRST, ...OTHERS].map((name) => team.workspace.addUser(name).id);
  const channel = team.workspace.addChannel("campaigns", [...ids, "U0BOT"]);
  const approvers = team.workspace.addGroup("approvers", ids);
  const bot = new AppProcess({
    name: "slack-bot",
    app: "slack-bot",
    nodeArgs: [],
    logsFolder: join(folder, "logs"),
    env: {
      DATABASE_URL: stage.servers.databaseUrl,
      NATS_URL: stage.servers.natsUrl,
      SLUICE_WORKSPACE: workspaceId,
      SLACK_BOT_TOKEN: team.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_CHANNEL: channel.id,
      SLACK_APPROVERS: approvers.id,
      SLACK_API_URL: slack.apiUrl,
    },
  });
  const close = async (): Promise<void> => {
    await bot.stop();
    await slack.stop();
  };
  try {
    await bot.start();
    const isConnected = () => (slack.socket.connections === CONNECTIONS ? true : undefined);
    await waitUntil(isConnected, { timeoutMs: CONNECTED_WITHIN_MS, what: "the bot's connections to Slack" });
  } catch (error) {
    await close();
    throw error;
  }
  const personNamed = (name: string): Person => slack.person(team, name);
  return {
    slack,
    team,
    channel,
    bot,
    people: [personNamed(FIRST), ...OTHERS.map(personNamed)],
    [Symbol.asyncDispose]: close,
  };
}

const scopes = (): string[] =>
  (JSON.parse(readFileSync(MANIFEST, "utf8")) as { oauth_config: { scopes: { bot: string[] } } }).oauth_config
    .scopes.bot;
