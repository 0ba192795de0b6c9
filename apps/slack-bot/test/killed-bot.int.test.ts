// The bot as a process of its own, killed without warning.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { pressables, readMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { openStage, type Stage, WORKSPACE } from "./stage.ts";

async function startProcess(stage: Stage): Promise<{ child: ChildProcess; url: string }> {
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

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

test("killed between a click and its effect, nothing happened twice and nothing is stuck: the card says what is, and works", async () => {
  await using stage = await openStage();
  const { slack, team, channel, desk } = stage;
  const first = await startProcess(stage);
  const { id } = await desk.create(
    { person: "ann@example.com", source: "test" },
    {
      channel: "CONNECTOR",
      campaign_delivery_type: "ONE_TIME",
      basic_details: { name: "Winter sale" },
      campaign_content: { content: { connector: { url: `${stage.endpoint.url}/n` } } },
      segmentation_details: { is_all_user_campaign: true },
      scheduling_details: { delivery_type: "ASAP" },
    },
  );
  await slack.person(team, "ann").types(`/campaign submit ${id}`, channel);
  const ben = slack.person(team, "ben");
  const card = await ben.sees("waiting for approval", channel);
  // "Approving…" takes effect, and its answer is slow: the bot dies before it has approved.
  slack.api.faults.plan("chat.update", { kind: "slow_answer", ms: 2_000 });
  await ben.clicks("Approve", { channel, message: card });
  await eventually(() => readMessage(card).includes("Approving…"));
  await kill(first.child, "SIGKILL");
  expect((await desk.get(id)).status).toBe("UNDER_REVIEW");

  const second = await startProcess(stage);
  await eventually(() => !readMessage(card).includes("Approving…"));
  expect(pressables(card.blocks ?? []).map(({ label }) => label)).toContain("Approve");
  await ben.clicks("Approve", { channel, message: card });
  await eventually(async () => (await desk.get(id)).status === "APPROVED");
  const approvals = (await desk.audit(id, 100)).filter(({ action }) => action === "campaign.approved");
  expect(approvals).toHaveLength(1);

  const health = await fetch(`${second.url}/healthz`);
  expect(health.status).toBe(200);
  expect(await (await fetch(`${second.url}/metrics`)).text()).toMatch(
    /^sluice_slack_connections(?:\{.*\})? 2$/m,
  );
  await kill(second.child, "SIGTERM");
}, 60_000);

test("without Slack it says so: not healthy", async () => {
  await using stage = await openStage();
  const { child, url } = await startProcess(stage);
  await stage.slack.stop();
  await eventually(async () => (await fetch(`${url}/healthz`)).status === 503, { timeoutMs: 20_000 });
  const report: unknown = await (await fetch(`${url}/healthz`)).json();
  expect(JSON.stringify(report)).toContain("Slack has not said hello");
  await kill(child, "SIGKILL");
}, 60_000);
