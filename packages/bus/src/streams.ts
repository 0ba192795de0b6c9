// The streams and key-value buckets, declared in code and ensured at start. What was asked for is read back:
// an old server accepts fields that it does not know, in silence.
import { DiscardPolicy, RetentionPolicy, StorageType, type StreamConfig } from "@nats-io/jetstream";
import { BusError } from "./bus-error.ts";
import type { Bus } from "./connect.ts";

export const BATCHES = "BATCHES";
export const LEDGER = "LEDGER";
export const NOTICES = "NOTICES";
/** Plans of runs: what delivery needs to know of each. */
export const RUNS_BUCKET = "runs";
export const CONTROL_BUCKET = "control";
export const LEASES_BUCKET = "leases";
/** The consumer that all delivery processes share. */
export const DELIVERY_CONSUMER = "delivery";

/** Messages unacknowledged for so long are redelivered; a holder says `working` three times within it. */
export const BATCH_ACK_WAIT_MS = 10_000;

const MEGABYTE = 1024 * 1024;
const DAY_NS = 24 * 3_600 * 1e9;

export interface StreamOptions {
  /** 1 on a single server, 3 on a cluster. */
  replicas?: number;
}

type Declared = Partial<StreamConfig> & { name: string };

function declare(replicas: number): Declared[] {
  const file = { storage: StorageType.File, discard: DiscardPolicy.New, num_replicas: replicas };
  return [
    {
      ...file,
      name: BATCHES,
      subjects: ["batches.>"],
      retention: RetentionPolicy.Workqueue,
      max_bytes: 512 * MEGABYTE,
      // One message a subject, and the second refused: planning twice cannot enqueue twice.
      max_msgs_per_subject: 1,
      discard_new_per_subject: true,
    },
    {
      ...file,
      name: LEDGER,
      subjects: ["ledger.>"],
      retention: RetentionPolicy.Limits,
      max_bytes: 4096 * MEGABYTE,
    },
    {
      ...file,
      name: NOTICES,
      subjects: ["notices.>"],
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      max_bytes: 64 * MEGABYTE,
      max_age: 7 * DAY_NS,
    },
  ];
}

export async function ensureStreams(bus: Bus, options: StreamOptions = {}): Promise<void> {
  const replicas = options.replicas ?? 1;
  for (const config of declare(replicas)) await ensureStream(bus, config);
  await ensureConsumer(bus);
  for (const [bucket, megabytes] of [
    [RUNS_BUCKET, 256],
    [CONTROL_BUCKET, 32],
    [LEASES_BUCKET, 8],
  ] as const) {
    await bus.kvm.create(bucket, { history: 1, max_bytes: megabytes * MEGABYTE, replicas });
  }
}

async function ensureStream(bus: Bus, config: Declared): Promise<void> {
  const existing = await bus.jsm.streams.info(config.name).catch(() => null);
  const info =
    existing === null ? await bus.jsm.streams.add(config) : await bus.jsm.streams.update(config.name, config);
  for (const [field, asked] of Object.entries(config)) {
    const got: unknown = Reflect.get(info.config, field);
    if (JSON.stringify(got) === JSON.stringify(asked)) continue;
    const wish = `asked ${field}=${JSON.stringify(asked)}, got ${JSON.stringify(got)}`;
    throw new BusError(
      "STREAM_DIFFERS",
      `stream ${config.name}: ${wish}. Use nats-server 2.12.7 or newer, or delete the stream.`,
    );
  }
}

async function ensureConsumer(bus: Bus): Promise<void> {
  const config = {
    durable_name: DELIVERY_CONSUMER,
    ack_policy: "explicit" as const,
    ack_wait: BATCH_ACK_WAIT_MS * 1e6,
    max_ack_pending: 2_000,
    // Attempts are counted in the ledger; the broker never gives up a batch.
    max_deliver: -1,
  };
  const existing = await bus.jsm.consumers.info(BATCHES, DELIVERY_CONSUMER).catch(() => null);
  if (existing === null) await bus.jsm.consumers.add(BATCHES, config);
  else await bus.jsm.consumers.update(BATCHES, DELIVERY_CONSUMER, config);
}
