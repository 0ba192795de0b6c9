// The bot in a Slack that we did not write. `emulate` keeps the state of the Web API, checks scopes, and bounds triggers and
// modal stacks; it checks no blocks and sends nothing itself. What the bot asks of it, it must take.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { eventually, startEndpoint } from "@sluice/testkit";
import { expect, test } from "vitest";
import { killProcess } from "../bot-process.ts";
import { openStage, type Stage, WORKSPACE } from "../stage.ts";
import { BOT_TOKEN, openEmulatedSlack } from "./emulated-slack.ts";
import { startRecordingDoor } from "./recording-door.ts";
import { signedHand } from "./signed-hand.ts";

const SIGNING_SECRET = "secret of the second oracle";
const PORT = 31_000 + (process.pid % 1_000);

async function startBot(stage: Stage, slack: { apiUrl: string; channelId: string }): Promise<ChildProcess> {
  const env = {
    ...process.env,
    DATABASE_URL: stage.databaseUrl,
    NATS_URL: stage.natsUrl,
    SLUICE_WORKSPACE: WORKSPACE,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_PORT: String(PORT),
    SLACK_CHANNEL: slack.channelId,
    SLACK_API_URL: slack.apiUrl,
    LOG_LEVEL: "error",
  };
  const main = fileURLToPath(import.meta.resolve("../../src/main.ts"));
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(child, "message");
  return child;
}

test("a Slack that we did not write takes everything the bot sends, from the modal to the approved card and the home tab", async () => {
  await using stage = await openStage();
  await using slack = await openEmulatedSlack();
  await using door = await startRecordingDoor(slack.url);
  const answers = await startEndpoint();
  const bot = await startBot(stage, { apiUrl: `${door.url}/api/`, channelId: slack.channelId });
  const hand = signedHand({
    slack,
    requestUrl: `http://127.0.0.1:${PORT}/slack/events`,
    signingSecret: SIGNING_SECRET,
    responseUrl: `${answers.url}/respond`,
  });
  const [ann, ben] = [slack.userId("ann"), slack.userId("ben")];

  await hand.types(ann, "new");
  expect((await door.called("views.open")).answer).toMatchObject({
    view: { type: "modal", callback_id: "campaign_basics", state: { values: {} } },
  });

  const { id } = await stage.desk.create(
    { person: "ann@example.com", source: "test" },
    {
      channel: "CONNECTOR",
      campaign_delivery_type: "ONE_TIME",
      basic_details: { name: "Winter sale" },
      campaign_content: { content: { connector: { method: "POST", url: `${stage.endpoint.url}/n` } } },
      segmentation_details: { is_all_user_campaign: true },
      scheduling_details: { delivery_type: "ASAP" },
    },
  );
  await hand.types(ann, `submit ${id}`);
  await door.called("chat.postMessage");
  const [card] = await slack.history();
  expect(card?.text).toContain("Winter sale");

  await hand.clicks(ben, card!, "campaign_approve");
  await eventually(async () =>
    JSON.stringify((await slack.history())[0]?.blocks).includes("campaign_launch"),
  );
  await eventually(async () =>
    (await slack.replies(card!.ts)).some(({ text }) => text.includes("approved it")),
  );
  expect((await stage.desk.get(id)).status).toBe("APPROVED");

  await hand.opensHome(ben);
  expect((await door.called("views.publish")).answer).toMatchObject({ view: { type: "home" } });

  const asked = door.calls.map(({ method }) => method);
  expect(asked).toEqual(
    expect.arrayContaining(["auth.test", "users.info", "chat.update", "chat.postMessage"]),
  );
  expect(door.calls.filter(({ answer }) => answer["ok"] !== true)).toEqual([]);
  await killProcess(bot, "SIGTERM");
  await answers.close();
});
