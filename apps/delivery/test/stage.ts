// The stage of the delivery tests: a real nats-server, real delivery processes, a limiter that grants what is asked.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import {
  type Bus,
  connectBus,
  ensureStreams,
  lastEntry,
  onDemands,
  publishBatch,
  publishGrant,
  readLedger,
  RunControls,
  RunPlans,
  SealedSecrets,
} from "@sluice/bus";
import { contentHash } from "@sluice/content";
import { type RunningNats, startTestNats } from "@sluice/embedded";
import {
  type Batch,
  CampaignDefinition,
  type Connector,
  type LedgerEntry,
  mintUuidV7,
  type RecipientRow,
  type RunControl,
  type RunPlan,
  valueAt,
} from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import { generateVaultKey, Vault, writeVaultKeys } from "@sluice/vault";

/** Permits that come late are not used: with ten others on its processors a run takes minutes to begin. */
export const BUSY = { timeoutMs: 150_000 };
const APPROVAL = "0190a0a0-0000-7000-8000-000000000001";

const WORKSPACE = "local";
const VAULT_KEY = generateVaultKey(0);
/** Opens what delivery opens. */
export const vault = new Vault([VAULT_KEY]);
export const randomSigningSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;
export const SIGNING_SECRET = randomSigningSecret();

/** @param given the newest first; those behind it retire when said. */
export async function putSigning(
  bus: Bus,
  given: ReadonlyArray<{ secret: string; retiresAtMs?: number }>,
): Promise<void> {
  const secrets = given.map(({ secret, retiresAtMs }, i) => {
    const id = `s${i + 1}`;
    const sealed = vault.seal(secret, { workspaceId: WORKSPACE, kind: "signing", id, version: 1 });
    return { id, sealed, retires_at_ms: retiresAtMs ?? null };
  });
  await (await SealedSecrets.open(bus)).putSigning(WORKSPACE, { v: 1, secrets });
}

export interface Stage extends AsyncDisposable {
  nats: RunningNats;
  bus: Bus;
  startDelivery(env?: Record<string, string>): Promise<ChildProcess>;
  /** Limits the grants of a slot; undefined grants everything that is asked. */
  permitsPerSlot: number | undefined;
}

export async function openStage(): Promise<Stage> {
  const nats = await startTestNats({ unsafeWithoutFsync: true }); // what is killed here is delivery, never the server
  const bus = await connectBus({ natsUrl: nats.url, name: "stage" });
  await ensureStreams(bus);
  await putSigning(bus, [{ secret: SIGNING_SECRET }]);
  const children: ChildProcess[] = [];
  let slot = 0;
  const stage: Stage = {
    nats,
    bus,
    permitsPerSlot: undefined,
    startDelivery: async (env = {}) => {
      const child = spawnDelivery(nats.url, env);
      children.push(child);
      await once(child, "message");
      return child;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(children.map((child) => stopChild(child)));
      await bus.close();
      await nats.stop();
    },
  };
  onDemands(bus, ({ process, demands }) => {
    const grants = demands.map(({ run_id, waiting }) => ({
      run_id,
      permits: Math.min(waiting, stage.permitsPerSlot ?? waiting),
    }));
    publishGrant(bus, process, {
      v: 1,
      epoch: 1,
      slot: slot++,
      sent_at_monotonic_ms: performance.now(),
      grants,
    });
  });
  return stage;
}

function spawnDelivery(natsUrl: string, env: Record<string, string>): ChildProcess {
  const main = fileURLToPath(import.meta.resolve("../src/main.ts"));
  return spawn(process.execPath, [main], {
    env: {
      ...process.env,
      NATS_URL: natsUrl,
      SLUICE_ALLOW_CIDRS: "127.0.0.0/8",
      SLUICE_KEYS: writeVaultKeys([VAULT_KEY]).trim(),
      SENDER_THREADS: "2",
      LOG_LEVEL: "error",
      ...env,
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

export async function stopChild(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

export interface StagedRun {
  runId: string;
  plan: RunPlan;
  batches: Batch[];
}

export interface RunOptions {
  url: string;
  recipients: number;
  batchSize: number;
  /** Default: longer than a busy machine needs for an answer, so that only who does not answer times out. */
  timeoutMs?: number;
  controls?: CampaignDefinition["delivery_controls"];
  success?: Connector["success"];
  authorization?: Partial<Connector["authorization"]>;
  clientCertificateId?: string;
  expiresAtMs?: number;
  /** What the batches say that their rows carry; the template reads `city`. */
  attributes?: string[];
  state?: RunControl["state"];
}

/** A busy machine may not answer within the bus's two seconds: asked again, as the apps do. */
export const untilAnswered = <T>(ask: () => Promise<T>): Promise<void> =>
  eventually(async () => {
    await ask();
    return true;
  }, BUSY).then(() => undefined);

/** Puts plan and control, and enqueues the batches. */
export async function startRun(bus: Bus, options: RunOptions): Promise<StagedRun> {
  const plan = planOf(options);
  const control: RunControl = { v: 1, state: options.state ?? "sending", requests_per_minute: null };
  await untilAnswered(async () => (await RunPlans.open(bus)).put(plan));
  await untilAnswered(async () => (await RunControls.open(bus)).put("local", plan.run_id, control));
  const batches = cut(plan, options);
  for (const batch of batches) {
    const ref = { workspaceId: "local", runId: plan.run_id, batchNo: batch.batch_no };
    await untilAnswered(() =>
      publishBatch(bus, ref, JSON.stringify(batch), { origin: new URL(options.url).origin }),
    );
  }
  return { runId: plan.run_id, plan, batches };
}

function planOf({
  url,
  timeoutMs = 20_000,
  controls,
  success,
  authorization,
  clientCertificateId,
}: RunOptions): RunPlan {
  const definition = CampaignDefinition.parse({
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: "stage run" },
    campaign_content: {
      content: {
        connector: {
          url,
          body: { type: "JSON", json: { to: "{{UserAttribute['city']}}" } },
          timeout_ms: timeoutMs,
          success,
          authorization,
          client_certificate_id: clientCertificateId,
        },
      },
    },
    delivery_controls: controls,
  });
  const run_id = mintUuidV7(Date.now(), randomBytes(10));
  const ids = { workspace_id: "local", run_id, campaign_id: "0".repeat(24), approval_id: APPROVAL };
  return { v: 1, ...ids, content_hash: contentHash(definition), definition };
}

function cut(
  plan: RunPlan,
  { recipients, batchSize, expiresAtMs = Date.now() + 3_600_000, attributes = ["city"] }: RunOptions,
): Batch[] {
  const rows = Array.from({ length: recipients }, (_, i): RecipientRow => [`user-${i}`, `city ${i % 7}`]);
  return Array.from({ length: Math.ceil(recipients / batchSize) }, (_, batch_no) => ({
    v: 1 as const,
    workspace_id: plan.workspace_id,
    run_id: plan.run_id,
    batch_no,
    approval_id: plan.approval_id,
    content_hash: plan.content_hash,
    expires_at_ms: expiresAtMs,
    attributes,
    rows: rows.slice(batch_no * batchSize, (batch_no + 1) * batchSize),
  }));
}

/** Outcomes by user, in the order of the ledger, until every batch of the run is done. */
export const outcomesOf = (bus: Bus, run: StagedRun): Promise<Map<string, string[]>> =>
  eventually(() => readOutcomes(bus, run), BUSY);

async function readOutcomes(bus: Bus, run: StagedRun): Promise<Map<string, string[]>> {
  const outcomes = new Map<string, string[]>();
  const open = new Set(run.batches.map((batch) => batch.batch_no));
  for await (const { ref, entry } of readLedger(bus, 1, new AbortController().signal)) {
    if (ref.runId !== run.runId) continue;
    collect(entry, outcomes);
    if (entry.done) open.delete(ref.batchNo);
    if (open.size === 0) break;
  }
  return outcomes;
}

function collect(entry: LedgerEntry, outcomes: Map<string, string[]>): void {
  entry.outcomes?.user_id.forEach((user, i) => {
    const end = (entry.outcomes && valueAt(entry.outcomes.end, i)) ?? "?";
    outcomes.set(user, [...(outcomes.get(user) ?? []), end]);
  });
}

export const entryOf = (bus: Bus, run: StagedRun, batchNo: number) =>
  lastEntry(bus, { workspaceId: "local", runId: run.runId, batchNo });
