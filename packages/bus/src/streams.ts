// Streams, buckets and consumers are ensured at start, as stream-declarations.ts has them. What was asked for is read back:
// an old server accepts fields that it does not know, in silence.
import { type ConsumerConfig, JetStreamApiError, type StreamInfo } from "@nats-io/jetstream";
import { BusError } from "./bus-error.ts";
import type { Bus } from "./connect.ts";
import { duringElection } from "./during-election.ts";
import { notAllowed } from "./not-allowed.ts";
import { BUCKETS, CONSUMERS, declaredStreams, type DeclaredStream } from "./stream-declarations.ts";

const SMALLEST_STREAM_BYTES = 16 * 1024 * 1024;
const STREAM_NAME_IN_USE = 10058;
const STREAM_NOT_FOUND = 10059;
const CONSUMER_NOT_FOUND = 10014;
const INSUFFICIENT_STORAGE = 10047;
const NO_SUITABLE_PEERS = 10005;
const NOT_CLUSTERED = 10074;

export interface EnsureOptions {
  /** Servers that hold each stream which is made now: 1, or 3 of a cluster. */
  replicas?: number;
  /** An existing stream has fewer than asked, and keeps them. */
  onFewerReplicas?: (stream: string, replicas: number) => void;
}

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
  for (const { bucket, ...declared } of BUCKETS) {
    const config = { history: 1, replicas, ...declared };
    const stream = `KV_${bucket}`;
    await duringElection(() => bus.kvm.create(bucket, config)).catch(async (error: unknown) => {
      if (!(await isThereByNow(bus, stream, error))) refuseToAdd(stream, replicas, error);
    });
    const info = await infoOfMade(bus, stream);
    checkReplicas(info, options);
    await allowMarkersToEnd(bus, stream);
  }
  for (const config of declaredStreams(replicas)) await ensureStream(bus, config, options);
  await duringElection(() => ensureConsumers(bus), [STREAM_NOT_FOUND]);
}

/** What was made a moment ago, maybe by another app, is not known to every server of a cluster yet. */
const infoOfMade = (bus: Bus, stream: string): Promise<StreamInfo> =>
  duringElection(() => bus.jsm.streams.info(stream), [STREAM_NOT_FOUND]);

/**
 * Another app made it in the same moment and has set what comes next. It may have gone on to its larger streams, which
 * leave no room: the server looks for room before it looks whether the stream is there.
 */
async function isThereByNow(bus: Bus, stream: string, error: unknown): Promise<boolean> {
  if (error instanceof JetStreamApiError && error.code === STREAM_NAME_IN_USE) return true;
  return isFull(error) && (await findStream(bus, stream)) !== null;
}

const findStream = (bus: Bus, stream: string): Promise<StreamInfo | null> =>
  duringElection(() => orNull(bus.jsm.streams.info(stream), STREAM_NOT_FOUND));

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

async function ensureStream(bus: Bus, config: DeclaredStream, options: EnsureOptions): Promise<void> {
  const info = (await findStream(bus, config.name)) ?? (await addStream(bus, config));
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
async function addStream(bus: Bus, config: DeclaredStream): Promise<StreamInfo> {
  try {
    return await duringElection(() => bus.jsm.streams.add(config));
  } catch (error) {
    if (await isThereByNow(bus, config.name, error)) return infoOfMade(bus, config.name);
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
  for (const { stream, ...config } of CONSUMERS) await ensureConsumer(bus, stream, config);
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
