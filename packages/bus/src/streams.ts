// The streams and key-value buckets, declared in code and ensured at start. What was asked for is read back:
// an old server accepts fields that it does not know, in silence.
import {
  AckPolicy,
  type ConsumerConfig,
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
  type StreamInfo,
} from "@nats-io/jetstream";
import { BusError } from "./bus-error.ts";
import type { Bus } from "./connect.ts";
import { duringElection } from "./during-election.ts";
import { notAllowed } from "./not-allowed.ts";
import {
  ATTEMPTS,
  ATTEMPT_LOG_CONSUMER,
  BATCHES,
  CONTROL_BUCKET,
  DELIVERY_CONSUMER,
  LEASES_BUCKET,
  LEDGER,
  NOTICES,
  ORIGINS_BUCKET,
  ORIGIN_STATE_TTL_MS,
  RUNS_BUCKET,
  SECRETS_BUCKET,
  TOKENS_BUCKET,
} from "./stream-names.ts";

/** Messages unacknowledged for so long are redelivered; a holder says `working` three times within it. */
export const BATCH_ACK_WAIT_MS = 6_000;
const ATTEMPTS_ACK_WAIT_MS = 10_000;

const MEGABYTE = 1024 * 1024;
const HOUR_NS = 3_600 * 1e9;
const DAY_NS = 24 * 3_600 * 1e9;
const SMALLEST_STREAM_BYTES = 16 * MEGABYTE;
const STREAM_NAME_IN_USE = 10058;
const STREAM_NOT_FOUND = 10059;
const CONSUMER_NOT_FOUND = 10014;
const INSUFFICIENT_STORAGE = 10047;
const NO_SUITABLE_PEERS = 10005;
const NOT_CLUSTERED = 10074;

type Declared = Partial<StreamConfig> & { name: string };

export interface EnsureOptions {
  /** Servers that hold each stream which is made now: 1, or 3 of a cluster. */
  replicas?: number;
  /** An existing stream has fewer than asked, and keeps them. */
  onFewerReplicas?: (stream: string, replicas: number) => void;
}

/** Smallest first: the ledger takes as much as is left, up to its own bound. */
function declare(replicas: number): Declared[] {
  const file = { storage: StorageType.File, discard: DiscardPolicy.New, num_replicas: replicas };
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
      name: ATTEMPTS,
      subjects: ["attempts.>"],
      retention: RetentionPolicy.Limits,
      // A log: senders never wait for who reads it.
      discard: DiscardPolicy.Old,
      max_bytes: 256 * MEGABYTE,
      max_age: HOUR_NS,
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

const BUCKET_MEGABYTES = {
  [RUNS_BUCKET]: 64,
  [CONTROL_BUCKET]: 16,
  [LEASES_BUCKET]: 8,
  [SECRETS_BUCKET]: 64,
  [TOKENS_BUCKET]: 16,
  [ORIGINS_BUCKET]: 16,
};
/** In other buckets entries stay until they are removed. */
const BUCKET_TTL_MS: Readonly<Record<string, number>> = { [ORIGINS_BUCKET]: ORIGIN_STATE_TTL_MS };

/**
 * Streams that exist keep their size and replicas: the operator's choice. Everything else is as declared, or refused.
 * A user who may not make streams (rights.ts) is content when they are there.
 * @throws BusError STREAM_DIFFERS, NO_SPACE, TOO_FEW_SERVERS, NOT_ALLOWED
 */
export async function ensureStreams(bus: Bus, options: EnsureOptions = {}): Promise<void> {
  try {
    await ensureAll(bus, options);
  } catch (error) {
    throw notAllowed(error) ?? error;
  }
}

async function ensureAll(bus: Bus, options: EnsureOptions): Promise<void> {
  const { replicas = 1 } = options;
  for (const [bucket, megabytes] of Object.entries(BUCKET_MEGABYTES)) {
    const config = { history: 1, max_bytes: megabytes * MEGABYTE, replicas, ttl: BUCKET_TTL_MS[bucket] ?? 0 };
    const stream = `KV_${bucket}`;
    await duringElection(() => bus.kvm.create(bucket, config)).catch((error: unknown) =>
      isThereByNow(error) ? undefined : refuseToAdd(stream, replicas, error),
    );
    const info = await infoOfMade(bus, stream);
    checkReplicas(info, options);
    await allowMarkersToEnd(bus, stream);
  }
  for (const config of declare(replicas)) await ensureStream(bus, config, options);
  await duringElection(() => ensureConsumers(bus), [STREAM_NOT_FOUND]);
}

/** What was made a moment ago, maybe by another app, is not known to every server of a cluster yet. */
const infoOfMade = (bus: Bus, stream: string): Promise<StreamInfo> =>
  duringElection(() => bus.jsm.streams.info(stream), [STREAM_NOT_FOUND]);

/** Another app made it in the same moment and has set what comes next. */
const isThereByNow = (error: unknown): boolean =>
  error instanceof JetStreamApiError && error.code === STREAM_NAME_IN_USE;

/**
 * Whatever is removed from a bucket leaves a marker; without an age of their own markers would fill the bucket. Another app
 * may have changed it meanwhile and gone on, so that its larger streams leave no room for the same change once more.
 */
function allowMarkersToEnd(bus: Bus, stream: string): Promise<void> {
  const allow = async (): Promise<void> => {
    const { config } = await bus.jsm.streams.info(stream);
    if (config.allow_msg_ttl !== true) await bus.jsm.streams.update(stream, { allow_msg_ttl: true });
  };
  return duringElection(allow, [STREAM_NOT_FOUND, INSUFFICIENT_STORAGE]);
}

async function ensureStream(bus: Bus, config: Declared, options: EnsureOptions): Promise<void> {
  const existing = await duringElection(() => orNull(bus.jsm.streams.info(config.name), STREAM_NOT_FOUND));
  const info = existing ?? (await addStream(bus, config));
  for (const [field, asked] of Object.entries(config)) {
    if (field === "max_bytes" || field === "num_replicas") continue;
    const got: unknown = Reflect.get(info.config, field);
    if (JSON.stringify(got) === JSON.stringify(asked)) continue;
    const wish = `asked ${field}=${JSON.stringify(asked)}, got ${JSON.stringify(got)}`;
    throw new BusError(
      "STREAM_DIFFERS",
      `stream ${config.name}: ${wish}. Delete the stream, or use another server.`,
    );
  }
  checkReplicas(info, options);
}

function checkReplicas({ config }: StreamInfo, { replicas = 1, onFewerReplicas }: EnsureOptions): void {
  if (config.num_replicas < replicas) onFewerReplicas?.(config.name, config.num_replicas);
}

/** As large as declared, or by halves as large as the servers' `max_file_store` still allows. */
async function addStream(bus: Bus, config: Declared): Promise<StreamInfo> {
  try {
    return await duringElection(() => bus.jsm.streams.add(config));
  } catch (error) {
    if (isThereByNow(error)) return infoOfMade(bus, config.name);
    const maxBytes = Math.floor((config.max_bytes ?? 0) / 2);
    if (!isFull(error) || maxBytes < SMALLEST_STREAM_BYTES)
      return refuseToAdd(config.name, config.num_replicas ?? 1, error);
    return addStream(bus, { ...config, max_bytes: maxBytes });
  }
}

/** A cluster says it in words: no server with enough room is "no suitable peers". */
const isFull = (error: unknown): boolean =>
  error instanceof JetStreamApiError &&
  (error.code === INSUFFICIENT_STORAGE ||
    (error.code === NO_SUITABLE_PEERS && /insufficient storage/i.test(error.message)));

function refuseToAdd(stream: string, replicas: number, cause: unknown): never {
  if (isFull(cause))
    throw new BusError("NO_SPACE", `no space for stream ${stream}: raise max_file_store of nats-server.`, {
      cause,
    });
  const isSmall =
    cause instanceof JetStreamApiError && [NO_SUITABLE_PEERS, NOT_CLUSTERED].includes(cause.code);
  if (!isSmall) throw cause;
  throw new BusError(
    "TOO_FEW_SERVERS",
    `stream ${stream} is to be held by ${replicas} servers, and the cluster has fewer (${cause.message}). ` +
      `Start them, let NATS_URL name the cluster, or lower SLUICE_NATS_REPLICAS.`,
    { cause },
  );
}

async function orNull<T>(found: Promise<T>, notFound: number): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === notFound) return null;
    throw error;
  }
}

async function ensureConsumers(bus: Bus): Promise<void> {
  const common = { ack_policy: AckPolicy.Explicit, max_deliver: -1 };
  // Attempts are counted in the ledger; the broker never gives up a batch.
  await ensureConsumer(bus, BATCHES, {
    ...common,
    durable_name: DELIVERY_CONSUMER,
    ack_wait: BATCH_ACK_WAIT_MS * 1e6,
    // What was given back with a delay counts as pending: batches of many runs that are stuck must not stop the others.
    max_ack_pending: 10_000,
  });
  await ensureConsumer(bus, ATTEMPTS, {
    ...common,
    durable_name: ATTEMPT_LOG_CONSUMER,
    ack_wait: ATTEMPTS_ACK_WAIT_MS * 1e6,
    max_ack_pending: 256,
  });
}

async function ensureConsumer(
  bus: Bus,
  stream: string,
  config: Partial<ConsumerConfig> & { durable_name: string },
): Promise<void> {
  const existing = await orNull(bus.jsm.consumers.info(stream, config.durable_name), CONSUMER_NOT_FOUND);
  if (existing === null) await bus.jsm.consumers.add(stream, config);
  else if (!isAsAsked(existing.config, config))
    await bus.jsm.consumers.update(stream, config.durable_name, config);
}

const isAsAsked = (got: object, asked: object): boolean =>
  Object.entries(asked).every(([field, value]) => Reflect.get(got, field) === value);
