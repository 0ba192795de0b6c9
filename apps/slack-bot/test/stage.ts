// The stage of the bot's tests: a real Postgres, a real nats-server, the engine's own processes, a recording endpoint, and a
// Slack of ours. Only the bot runs in the test's process, so that it can be stopped and started again.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Bus, connectBus, ensureStreams, NoticeQueue, RunControls } from "@sluice/bus";
import { startTestServers, type TestServers } from "@sluice/embedded";
import { DatabaseClock, migrate, openStore, SlackMemory, type Store, tenantStore } from "@sluice/store";
import { createLogger } from "@sluice/telemetry";
import { startEndpoint, type Endpoint, eventually, type Reply } from "@sluice/testkit";
import { type FakeSlack, type FakeTeam, type SlackChannel, startFakeSlack } from "@sluice/testkit/fake-slack";
import manifest from "../manifest.json" with { type: "json" };
import type { BotConfig } from "../src/config.ts";
import { connectDesk } from "../src/desk/connect-desk.ts";
import { overBus } from "../src/desk/over-bus.ts";
import type { CampaignDesk } from "../src/ports.ts";
import { type RunningBot, startBot } from "../src/start-bot.ts";

export const WORKSPACE = "acme";
/** Nobody listens there: cards lead to it. */
export const API_URL = "https://sluice.example.com";
/** What manifest.json asks for is what the bot gets. */
const SCOPES = manifest.oauth_config.scopes.bot;
const ENGINE = ["planner", "ledger", "delivery"];
const TEST_KEY = `test:${Buffer.alloc(32, 1).toString("base64")}`;

export interface Stage extends AsyncDisposable {
  databaseUrl: string;
  natsUrl: string;
  slack: FakeSlack;
  team: FakeTeam;
  channel: SlackChannel;
  approvers: string;
  endpoint: Endpoint;
  store: Store;
  desk: CampaignDesk;
  /** Another one, whose words to the senders go elsewhere. */
  deskWith(controls: Pick<RunControls, "put">): CampaignDesk;
  startBot(transport?: "socket" | "http"): Promise<RunningBot>;
  /** What the bot takes for now stands still. @returns what lets it go on */
  stopClock(): () => void;
  /** How the endpoint answers from now on. */
  answers(reply: Reply): void;
  startEngine(apps?: readonly string[]): Promise<void>;
  restartEngine(): Promise<void>;
}

interface StageOptions {
  /** The stage has 100 users. */
  typeNameOver?: number;
  /** For a test that provokes thousands of refusals. */
  logs?: "all" | "nothing";
}

export async function openStage({ typeNameOver = 100_000, logs = "all" }: StageOptions = {}): Promise<Stage> {
  const servers = await startTestServers({ unsafeWithoutFsync: true });
  const store = openStore({
    databaseUrl: servers.databaseUrl,
    applicationName: "stage",
    onIdleError: () => {},
  });
  await migrate(store);
  await store.db.insertInto("workspaces").values({ workspace_id: WORKSPACE, name: "Acme" }).execute();
  await insertUsers(store);
  const bus = await connectBus({ natsUrl: servers.natsUrl, name: "stage" });
  await ensureStreams(bus);
  let reply: Reply = { status: 200 };
  const endpoint = await startEndpoint(() => reply);
  const slack = await startFakeSlack();
  const team = slack.addTeam("T1", SCOPES);
  const people = ["ann", "ben", "cleo"].map((name) => team.workspace.addUser(name).id);
  const guest = team.workspace.addUser("guest", { is_restricted: true }).id;
  const channel = team.workspace.addChannel("campaigns", [...people, guest, "U0BOT"]);
  const approvers = team.workspace.addGroup("approvers", people).id;
  const own = tenantStore(store, WORKSPACE);
  const clock = await DatabaseClock.open(store);
  let stoppedAtMs: number | null = null;
  const nowMs = (): number => stoppedAtMs ?? clock.nowMs();
  const log = createLogger("slack-bot", logs === "nothing" ? { level: "silent" } : {});
  const deskWith = (controls: Pick<RunControls, "put">): CampaignDesk =>
    connectDesk({ store: own, workspaceId: WORKSPACE, controls, ...overBus(bus), nowMs, log });
  const desk = deskWith(await RunControls.open(bus));
  const apps: ChildProcess[] = [];
  const bots: RunningBot[] = [];

  return {
    databaseUrl: servers.databaseUrl,
    natsUrl: servers.natsUrl,
    slack,
    team,
    channel,
    approvers,
    endpoint,
    store,
    desk,
    deskWith,
    startBot: async (kind = "socket") => {
      const config = configOf({ slack, team, channel, approvers, servers, kind, typeNameOver });
      const notices = await NoticeQueue.open(bus);
      const bot = await startBot({
        config,
        neighboursOf: ({ teamId }) => ({ desk, memory: new SlackMemory(own, WORKSPACE, teamId) }),
        installations: { store, tenantStore: (id) => tenantStore(store, id) },
        notices,
        nowMs,
        log,
      });
      bots.push(bot);
      if (config.transport.kind === "http")
        slack.deliverTo(`http://127.0.0.1:${config.transport.port}/slack/events`);
      else await eventually(() => slack.socket.connections === 2);
      return bot;
    },
    stopClock: () => {
      stoppedAtMs = clock.nowMs();
      return () => void (stoppedAtMs = null);
    },
    answers: (next) => {
      reply = next;
    },
    startEngine: async (names = ENGINE) => {
      for (const app of names) apps.push(await startApp(app, servers));
    },
    restartEngine: async () => {
      await Promise.all(apps.splice(0).map((app) => stopApp(app)));
      for (const app of ENGINE) apps.push(await startApp(app, servers));
    },
    [Symbol.asyncDispose]: async () => {
      for (const bot of bots) await bot.stop();
      await Promise.all(apps.map((app) => stopApp(app)));
      await closeAll(slack, endpoint, bus, store, servers);
    },
  };
}

async function closeAll(
  slack: FakeSlack,
  endpoint: Endpoint,
  bus: Bus,
  store: Store,
  servers: TestServers,
): Promise<void> {
  await slack.stop();
  await endpoint.close();
  await bus.close();
  await store.close();
  await servers.stop();
}

function configOf(parts: {
  slack: FakeSlack;
  team: FakeTeam;
  channel: SlackChannel;
  approvers: string;
  servers: TestServers;
  kind: "socket" | "http";
  typeNameOver: number;
}): BotConfig {
  const { slack, team, channel, approvers, servers, kind, typeNameOver } = parts;
  const http = {
    kind: "http" as const,
    signingSecret: slack.signingSecret,
    port: FIRST_PORT + (process.pid % 1_000),
  };
  return {
    databaseUrl: servers.databaseUrl,
    natsUrl: servers.natsUrl,
    natsReplicas: 1,
    port: 0,
    host: "127.0.0.1",
    installs: {
      kind: "one",
      workspaceId: WORKSPACE,
      botToken: team.botToken,
      channelId: channel.id,
      approvers,
    },
    transport: kind === "http" ? http : { kind: "socket", appToken: slack.appToken },
    slackApiUrl: slack.apiUrl,
    typeNameOver,
    apiUrl: API_URL,
  };
}

/** Between the ports that test servers take and those of outgoing connections. */
const FIRST_PORT = 30_000;

async function insertUsers(store: Store): Promise<void> {
  await store.pool.query(
    `insert into users (workspace_id, user_id, attributes)
     select $1, 'u' || i, jsonb_build_object('city', case when i <= 40 then 'Berlin' else 'Paris' end)
     from generate_series(1, 100) as i`,
    [WORKSPACE],
  );
}

async function startApp(app: string, { databaseUrl, natsUrl }: TestServers): Promise<ChildProcess> {
  const main = fileURLToPath(import.meta.resolve(`../../${app}/src/main.ts`));
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    NATS_URL: natsUrl,
    PORT: "0",
    SLUICE_KEYS: TEST_KEY,
    SLUICE_PEPPER: "ab".repeat(32),
    SLUICE_ALLOW_CIDRS: "127.0.0.1/32",
    SLUICE_ALLOW_HTTP: "true",
    SLUICE_ALLOW_PORTS: "1-65535",
    LOG_LEVEL: "error",
  };
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(child, "exit").then(() => {
    throw new Error(`${app} ended before it was up; its message is above`);
  });
  await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined); // later it may
  return child;
}

async function stopApp(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
}
