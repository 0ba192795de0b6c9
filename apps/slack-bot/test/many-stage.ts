// The stage for many Slack workspaces: two of them, two workspaces of ours, a bot over signed HTTP with the role that it has
// in Postgres, and every line that it logs.
import { connectBus, ensureStreams, NoticeQueue, RunControls } from "@sluice/bus";
import { startTestServers } from "@sluice/embedded";
import {
  DatabaseClock,
  linkSlackTeam,
  migrate,
  openAppStore,
  openStore,
  SlackMemory,
  type Store,
  tenantStore,
} from "@sluice/store";
import { createLogger } from "@sluice/telemetry";
import {
  Browser,
  type FakeSlack,
  type FakeTeam,
  type ShownPage,
  type SlackChannel,
  startFakeSlack,
} from "@sluice/testkit/fake-slack";
import { generateVaultKey, Vault, type VaultKey, writeVaultKeys } from "@sluice/vault";
import type { BotConfig } from "../src/config.ts";
import { connectDesk } from "../src/desk/connect-desk.ts";
import { overBus } from "../src/desk/over-bus.ts";
import type { CampaignDesk } from "../src/ports.ts";
import { type RunningBot, startBot } from "../src/start-bot.ts";

export interface Tenant {
  workspaceId: string;
  team: FakeTeam;
  teamId: string;
  channel: SlackChannel;
  approvers: string;
  desk: CampaignDesk;
}

export interface ManyStage extends AsyncDisposable {
  slack: FakeSlack;
  /** As the owner of the tables. */
  store: Store;
  tenants: Readonly<Record<"acme" | "rival", Tenant>>;
  publicUrl: string;
  key: VaultKey;
  /** Everything that the bot logged. */
  logged: () => string;
  link(tenant: Tenant, workspaceId?: string): Promise<"linked" | "elsewhere">;
  /** By Ann, in her browser. */
  install(tenant: Tenant): Promise<ShownPage>;
  startBot(): Promise<RunningBot>;
}

export async function openManyStage(): Promise<ManyStage> {
  await using undo = new AsyncDisposableStack();
  const servers = await startTestServers({ unsafeWithoutFsync: true });
  undo.defer(() => servers.stop());
  const { databaseUrl } = servers;
  const store = openStore({ databaseUrl, applicationName: "stage", onIdleError: () => {} });
  undo.defer(() => store.close());
  await migrate(store);
  const appStore = await openAppStore("api", { databaseUrl, applicationName: "bot", onIdleError: () => {} });
  undo.defer(() => appStore.close());
  const bus = await connectBus({ natsUrl: servers.natsUrl, name: "stage" });
  undo.defer(() => bus.close());
  await ensureStreams(bus);
  const slack = await startFakeSlack();
  undo.defer(() => slack.stop());
  const clock = await DatabaseClock.open(store);
  const nowMs = (): number => clock.nowMs();
  const lines: string[] = [];
  const log = createLogger("slack-bot", {
    level: "debug",
    destination: { write: (line) => void lines.push(line) },
  });
  const controls = await RunControls.open(bus);
  const deskOf = (workspaceId: string): CampaignDesk =>
    connectDesk({
      store: tenantStore(appStore, workspaceId),
      workspaceId,
      controls,
      ...overBus(bus),
      nowMs,
      log,
    });

  async function addTenant(workspaceId: string, teamId: string): Promise<Tenant> {
    await store.db
      .insertInto("workspaces")
      .values({ workspace_id: workspaceId, name: workspaceId })
      .execute();
    const team = slack.addTeam(teamId, [], "");
    const people = ["ann", "ben"].map((name) => team.workspace.addUser(name).id);
    const channel = team.workspace.addChannel(`of-${workspaceId}`, [...people, "U0BOT"]);
    const approvers = team.workspace.addGroup("approvers", people).id;
    return { workspaceId, team, teamId, channel, approvers, desk: deskOf(workspaceId) };
  }

  const tenants = { acme: await addTenant("acme", "T1ACME"), rival: await addTenant("rival", "T2RIVAL") };
  const port = FIRST_PORT + (process.pid % 700);
  const publicUrl = `http://127.0.0.1:${port}`;
  const key = generateVaultKey(0);
  const config: BotConfig = {
    databaseUrl,
    natsUrl: servers.natsUrl,
    natsReplicas: 1,
    port: 0,
    host: "127.0.0.1",
    installs: {
      kind: "many",
      clientId: slack.oauth.clientId,
      clientSecret: slack.oauth.clientSecret,
      stateSecret: "a state secret of at least 32 characters",
      publicUrl,
      keys: { keys: writeVaultKeys([key]).trim() },
    },
    transport: { kind: "http", signingSecret: slack.signingSecret, port },
    typeNameOver: 100_000,
    slackApiUrl: slack.apiUrl,
    apiUrl: null,
  };
  slack.deliverTo(`${publicUrl}/slack/events`);
  let bot: RunningBot | undefined;
  const owned = undo.move();

  return {
    slack,
    store,
    tenants,
    publicUrl,
    key,
    logged: () => lines.join(""),
    link: ({ teamId, workspaceId: own, channel, approvers }, workspaceId = own) =>
      linkSlackTeam(store, { teamId, workspaceId, channelId: channel.id, approvers }, new Date()),
    install: async ({ teamId }) => {
      const browser = new Browser();
      await browser.opens(`${publicUrl}/slack/install`);
      return browser.clicks(`Allow in ${teamId} as ann`);
    },
    startBot: async () => {
      await bot?.stop();
      bot = await startBot({
        config,
        neighboursOf: ({ workspaceId, teamId }) => ({
          desk: deskOf(workspaceId),
          memory: new SlackMemory(tenantStore(appStore, workspaceId), workspaceId, teamId),
        }),
        installations: { store: appStore, tenantStore: (id) => tenantStore(appStore, id) },
        notices: await NoticeQueue.open(bus),
        nowMs,
        log,
      });
      return bot;
    },
    [Symbol.asyncDispose]: async () => {
      await bot?.stop();
      await owned.disposeAsync();
    },
  };
}

/** Between the ports that test servers take and those of outgoing connections: it stays ours while no bot listens. */
const FIRST_PORT = 32_000;

export const vaultOf = ({ key }: ManyStage): Vault => new Vault([key]);
