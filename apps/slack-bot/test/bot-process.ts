// The bot as a process of its own, so that it can be killed without warning.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { eventually } from "@sluice/testkit";
import { type Stage, WORKSPACE } from "./stage.ts";

export interface BotProcess {
  child: ChildProcess;
  /** Of health and metrics. */
  url: string;
}

export async function startBotProcess(stage: Stage): Promise<BotProcess> {
  const env = {
    ...process.env,
    DATABASE_URL: stage.databaseUrl,
    NATS_URL: stage.natsUrl,
    SLUICE_WORKSPACE: WORKSPACE,
    SLACK_BOT_TOKEN: stage.team.botToken,
    SLACK_APP_TOKEN: stage.slack.appToken,
    SLACK_CHANNEL: stage.channel.id,
    SLACK_APPROVERS: stage.approvers,
    SLACK_API_URL: stage.slack.apiUrl,
    LOG_LEVEL: "error",
  };
  const main = fileURLToPath(import.meta.resolve("../src/main.ts"));
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  await eventually(() => stage.slack.socket.connections === 2);
  return { child, url };
}

export async function killProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
