// The stage of the planner's tests: a real nats-server, a real Postgres, real planner processes, and the deliveries played.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type BatchMessage, BatchQueue, type Bus, connectBus, ensureStreams } from "@sluice/bus";
import { contentHash } from "@sluice/content";
import { startTestServers, type TestServers } from "@sluice/embedded";
import { Batch, CampaignDefinition, mintUuidV7, type RunId } from "@sluice/schema";
import { migrate, openStore, type Store } from "@sluice/store";
import { eventually } from "@sluice/testkit";

export const WORKSPACE = "acme";
const TEST_KEY = `test:${Buffer.alloc(32, 1).toString("base64")}`;
export const ORIGIN = "https://example.com";

export interface Stage extends AsyncDisposable {
  servers: TestServers;
  store: Store;
  bus: Bus;
  startPlanner(env?: Record<string, string>): Promise<ChildProcess>;
  /** Another app, which meets the planners at the bus and in Postgres; it is stopped with them. */
  startApp(app: AppName, env?: Record<string, string>): Promise<ChildProcess>;
  stopPlanners(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const servers = await startTestServers({ unsafeWithoutFsync: true });
  const store = openStore({
    databaseUrl: servers.databaseUrl,
    applicationName: "stage",
    onIdleError: () => {},
  });
  await migrate(store);
  await store.db.insertInto("workspaces").values({ workspace_id: WORKSPACE, name: "Acme" }).execute();
  const bus = await connectBus({ natsUrl: servers.natsUrl, name: "stage" });
  await ensureStreams(bus);
  const planners: ChildProcess[] = [];
  const startApp: Stage["startApp"] = async (app, env = {}) => {
    const child = spawnApp(app, servers, env);
    planners.push(child);
    const ended = once(child, "exit").then(() => {
      throw new Error(`${app} ended before it was up; its message is above`);
    });
    const [message] = (await Promise.race([once(child, "message"), ended])) as [{ url: string }];
    ended.catch(() => undefined); // later it may
    opsUrls.set(child, message.url);
    return child;
  };
  const startPlanner: Stage["startPlanner"] = (env) => startApp("planner", env);
  const stopPlanners = async (): Promise<void> => {
    await Promise.all(planners.map((planner) => stopPlanner(planner)));
  };
  const close = async (): Promise<void> => {
    await stopPlanners();
    await bus.close();
    await store.close();
    await servers.stop();
  };
  return { servers, store, bus, startPlanner, startApp, stopPlanners, [Symbol.asyncDispose]: close };
}

type AppName = "planner" | "delivery" | "ledger";

/** Where each started process serves health and metrics. */
const opsUrls = new WeakMap<ChildProcess, string>();

/** Which of the planners leads now, as they say themselves. */
export async function leaderOf(planners: readonly ChildProcess[]): Promise<ChildProcess | null> {
  for (const planner of planners) {
    const response = await fetch(`${opsUrls.get(planner)}/metrics`).catch(() => null);
    if (/^sluice_planner_is_leader(?:\{.*\})? 1$/m.test((await response?.text()) ?? "")) return planner;
  }
  return null;
}

function spawnApp(
  app: AppName,
  { databaseUrl, natsUrl }: TestServers,
  env: Record<string, string>,
): ChildProcess {
  const main = fileURLToPath(import.meta.resolve(`../../${app}/src/main.ts`));
  return spawn(process.execPath, [main], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      NATS_URL: natsUrl,
      PORT: "0",
      SLUICE_KEYS: TEST_KEY,
      LOG_LEVEL: "error",
      ...env,
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

export async function stopPlanner(planner: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (planner.exitCode !== null || planner.signalCode !== null) return;
  const ended = once(planner, "exit");
  planner.kill(signal);
  await ended;
}

/** Ids of the form `u17`; `name` is missing for every tenth. */
export async function insertUsers(store: Store, count: number): Promise<void> {
  await store.pool.query(
    `insert into users (workspace_id, user_id, attributes)
     select $1, 'u' || i, case when i % 10 = 0 then jsonb_build_object('n', i) else jsonb_build_object('n', i, 'name', 'N' || i) end
     from generate_series(1, $2::integer) as i`,
    [WORKSPACE, count],
  );
}

export interface RunOptions {
  requestsPerMinute?: number;
  excludeAbove?: number;
  /** Where the requests go. */
  url?: string;
  startsAt?: Date;
  /** Of the campaign, which is then there as well. */
  campaignId?: string;
  /** As if the cut were finished and the run started: nothing is left to a planner but to carry it. */
  isSending?: boolean;
}

export async function publishRun(store: Store, options: RunOptions = {}): Promise<RunId> {
  const definition = definitionOf(options);
  const runId = mintUuidV7(Date.now(), randomBytes(10));
  await store.db
    .insertInto("runs")
    .values({
      run_id: runId,
      workspace_id: WORKSPACE,
      campaign_id: options.campaignId ?? "0123456789abcdef01234567",
      version: 1,
      content_hash: contentHash(definition),
      approval_id: "01890000-0000-7000-8000-000000000000",
      definition: JSON.stringify(definition),
      status: options.isSending ? "sending" : "planned",
      starts_at: options.startsAt ?? new Date(),
      expires_at: new Date(Date.now() + 3_600_000),
      requests_per_minute: options.requestsPerMinute ?? null,
      cut_finished_at: options.isSending ? new Date() : null,
      started_at: options.isSending ? new Date() : null,
      origin: ORIGIN,
    })
    .execute();
  if (options.campaignId !== undefined) await insertCampaign(store, options.campaignId, runId, definition);
  await store.db.insertInto("run_totals").values({ run_id: runId }).execute();
  return runId;
}

async function insertCampaign(
  store: Store,
  campaignId: string,
  runId: RunId,
  definition: CampaignDefinition,
): Promise<void> {
  const written = {
    created_by: "author",
    created_by_credential: "author",
    created_at: new Date(),
    updated_by: "author",
    updated_by_credential: "author",
    updated_at: new Date(),
  };
  await store.db
    .insertInto("campaigns")
    .values({
      ...written,
      workspace_id: WORKSPACE,
      campaign_id: campaignId,
      name: "A campaign",
      status: "APPROVED",
      version: 1,
      definition: JSON.stringify(definition),
      channel: definition.channel,
      campaign_delivery_type: definition.campaign_delivery_type,
      tags: null,
      creator: "author",
      content_hash: contentHash(definition),
      submitted_by: "author",
      approval_id: null,
      run_id: runId,
      request_id: null,
      revision: 1,
    })
    .execute();
}

function definitionOf({ excludeAbove, url = `${ORIGIN}/notify` }: RunOptions): CampaignDefinition {
  const value = excludeAbove ?? 0;
  const excluded = {
    filter_type: "user_attributes",
    name: "n",
    data_type: "double",
    operator: "greaterThan",
    value,
  };
  return CampaignDefinition.parse({
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: "A campaign" },
    campaign_content: {
      content: {
        connector: {
          method: "POST",
          url,
          body: { type: "JSON", json: { name: "{{UserAttribute['name']}}" } },
        },
      },
    },
    segmentation_details: {
      is_all_user_campaign: true,
      ...(excludeAbove === undefined
        ? {}
        : { excluded_filters: { filter_operator: "and", filters: [excluded] } }),
    },
    scheduling_details: { delivery_type: "ASAP" },
  });
}

/** Batches that are there already, as a cut would have left them. */
export async function insertBatches(store: Store, runId: RunId, count: number): Promise<void> {
  await store.pool.query(
    `insert into run_batches (run_id, batch_no, state, recipients, payload)
     select $1, i, 'planned', 10, 'batch ' || i from generate_series(0, $2::integer - 1) as i`,
    [runId, count],
  );
  await store.pool.query("update runs set recipients = 10 * $2, next_batch_no = $2 where run_id = $1", [
    runId,
    count,
  ]);
}

/** A run is cut, shown and started before its first batch comes, by processes that may have to wait for a processor. */
const BATCH_WITHIN_MS = 50_000;

/** Takes every batch off the bus as delivery and ledger would, until `recipients` of the run have come. */
export async function deliverAll({ bus, store }: Stage, runId: RunId, recipients: number): Promise<Batch[]> {
  const queue = await BatchQueue.open(bus);
  const batches: Batch[] = [];
  for (let seen = 0; seen < recipients; seen = countRows(batches)) {
    const message = await eventually(() => queue.next(2_000), { timeoutMs: BATCH_WITHIN_MS });
    batches.push(Batch.parse(JSON.parse(Buffer.from(message.data).toString("utf8"))));
    await settle(store, message);
  }
  return batches.filter((batch) => batch.run_id === runId);
}

async function settle(store: Store, message: BatchMessage): Promise<void> {
  const { runId, batchNo } = message.ref;
  await store.pool.query("update run_batches set state = 'done' where run_id = $1 and batch_no = $2", [
    runId,
    batchNo,
  ]);
  await message.finish();
}

const countRows = (batches: readonly Batch[]): number =>
  batches.reduce((sum, { rows }) => sum + rows.length, 0);

export async function statusOf(store: Store, runId: RunId) {
  return store.db
    .selectFrom("runs")
    .select(["status", "cut_finished_at", "recipients", "targeted", "excluded", "next_batch_no"])
    .where("run_id", "=", runId)
    .executeTakeFirstOrThrow();
}
