// The streams and key-value buckets, declared in code and ensured at start. What was asked for is read back:
// an old server accepts fields that it does not know, in silence.
import {
  AckPolicy,
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
  type StreamInfo,
} from "@nats-io/jetstream";
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
export const BATCH_ACK_WAIT_MS = 6_000;

const MEGABYTE = 1024 * 1024;
const DAY_NS = 24 * 3_600 * 1e9;
const SMALLEST_STREAM_BYTES = 16 * MEGABYTE;
const INSUFFICIENT_STORAGE = 10047;

type Declared = Partial<StreamConfig> & { name: string };

/** Smallest first: the ledger takes as much as is left, up to its own bound. */
function declare(): Declared[] {
  const file = { storage: StorageType.File, discard: DiscardPolicy.New };
  return [
    {
      ...file,
      name: NOTICES,
      subjects: ["notices.>"],
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      max_bytes: 64 * MEGABYTE,
      max_age: 7 * DAY_NS,
    },
    {
      ...file,
      name: BATCHES,
      subjects: ["batches.>"],
      retention: RetentionPolicy.Workqueue,
      max_bytes: 256 * MEGABYTE,
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
  ];
}

const BUCKET_MEGABYTES = { [RUNS_BUCKET]: 64, [CONTROL_BUCKET]: 16, [LEASES_BUCKET]: 8 };

/** Streams that exist keep their size and replicas: the operator's choice. Everything else is as declared, or refused. */
export async function ensureStreams(bus: Bus): Promise<void> {
  for (const [bucket, megabytes] of Object.entries(BUCKET_MEGABYTES)) {
    await bus.kvm.create(bucket, { history: 1, max_bytes: megabytes * MEGABYTE });
    await allowMarkersToEnd(bus, `KV_${bucket}`);
  }
  for (const config of declare()) await ensureStream(bus, config);
  await ensureConsumer(bus);
}

/** Whatever is removed from a bucket leaves a marker; without an age of their own markers would fill the bucket. */
async function allowMarkersToEnd(bus: Bus, stream: string): Promise<void> {
  const { config } = await bus.jsm.streams.info(stream);
  if (config.allow_msg_ttl !== true) await bus.jsm.streams.update(stream, { allow_msg_ttl: true });
}

async function ensureStream(bus: Bus, config: Declared): Promise<void> {
  const existing = await bus.jsm.streams.info(config.name).catch(() => null);
  const info = existing ?? (await addStream(bus, config));
  for (const [field, asked] of Object.entries(config)) {
    if (field === "max_bytes") continue;
    const got: unknown = Reflect.get(info.config, field);
    if (JSON.stringify(got) === JSON.stringify(asked)) continue;
    const wish = `asked ${field}=${JSON.stringify(asked)}, got ${JSON.stringify(got)}`;
    throw new BusError(
      "STREAM_DIFFERS",
      `stream ${config.name}: ${wish}. Delete the stream, or use another server.`,
    );
  }
}

/** As large as declared, or by halves as large as the server's `max_file_store` still allows. */
async function addStream(bus: Bus, config: Declared): Promise<StreamInfo> {
  try {
    return await bus.jsm.streams.add(config);
  } catch (error) {
    const maxBytes = Math.floor((config.max_bytes ?? 0) / 2);
    const isFull = error instanceof JetStreamApiError && error.code === INSUFFICIENT_STORAGE;
    if (!isFull) throw error;
    if (maxBytes < SMALLEST_STREAM_BYTES) {
      throw new BusError(
        "NO_SPACE",
        `no space for stream ${config.name}: raise max_file_store of nats-server.`,
        { cause: error },
      );
    }
    return addStream(bus, { ...config, max_bytes: maxBytes });
  }
}

async function ensureConsumer(bus: Bus): Promise<void> {
  const config = {
    durable_name: DELIVERY_CONSUMER,
    ack_policy: AckPolicy.Explicit,
    ack_wait: BATCH_ACK_WAIT_MS * 1e6,
    max_ack_pending: 2_000,
    // Attempts are counted in the ledger; the broker never gives up a batch.
    max_deliver: -1,
  };
  const existing = await bus.jsm.consumers.info(BATCHES, DELIVERY_CONSUMER).catch(() => null);
  if (existing === null) await bus.jsm.consumers.add(BATCHES, config);
  else await bus.jsm.consumers.update(BATCHES, DELIVERY_CONSUMER, config);
}
