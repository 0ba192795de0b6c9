// What is on the bus, and how large it may become: every stream, bucket and consumer.
import {
  AckPolicy,
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from "@nats-io/jetstream";
import {
  ATTEMPT_LOG_CONSUMER,
  ATTEMPTS,
  BATCHES,
  CONTROL_BUCKET,
  DELIVERY_CONSUMER,
  EVENTS,
  LEASES_BUCKET,
  LEDGER,
  NOTICES,
  SLACK_CONSUMER,
  ORIGIN_STATE_TTL_MS,
  ORIGINS_BUCKET,
  RUNS_BUCKET,
  SECRETS_BUCKET,
  TOKENS_BUCKET,
} from "./stream-names.ts";

/** Messages unacknowledged for so long are redelivered; a holder says `working` three times within it. */
export const BATCH_ACK_WAIT_MS = 6_000;
const ATTEMPTS_ACK_WAIT_MS = 10_000;
const NOTICES_ACK_WAIT_MS = 30_000;

const MEGABYTE = 1024 * 1024;
const HOUR_NS = 3_600 * 1e9;
const DAY_NS = 24 * 3_600 * 1e9;

export type DeclaredStream = Partial<StreamConfig> & { name: string };

/** Smallest first: the ledger takes as much as is left, up to its own bound. */
export function declaredStreams(replicas: number): DeclaredStream[] {
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
      name: EVENTS,
      subjects: ["events.>"],
      retention: RetentionPolicy.Limits,
      // What was accepted is not pushed out: when nobody reads, the API says so. Read ones are removed as it fills.
      max_bytes: 128 * MEGABYTE,
      max_age: 7 * DAY_NS,
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

/** `ttl` in milliseconds: 0 where entries stay until they are removed. */
export const BUCKETS = [
  { bucket: RUNS_BUCKET, max_bytes: 64 * MEGABYTE, ttl: 0 },
  { bucket: CONTROL_BUCKET, max_bytes: 16 * MEGABYTE, ttl: 0 },
  { bucket: LEASES_BUCKET, max_bytes: 8 * MEGABYTE, ttl: 0 },
  { bucket: SECRETS_BUCKET, max_bytes: 64 * MEGABYTE, ttl: 0 },
  { bucket: TOKENS_BUCKET, max_bytes: 16 * MEGABYTE, ttl: 0 },
  { bucket: ORIGINS_BUCKET, max_bytes: 16 * MEGABYTE, ttl: ORIGIN_STATE_TTL_MS },
] as const;

/** Attempts are counted in the ledger; the broker never gives up a message. */
const UNTIL_ACKNOWLEDGED = { ack_policy: AckPolicy.Explicit, max_deliver: -1 };

export const CONSUMERS = [
  {
    ...UNTIL_ACKNOWLEDGED,
    stream: BATCHES,
    durable_name: DELIVERY_CONSUMER,
    ack_wait: BATCH_ACK_WAIT_MS * 1e6,
    // What was given back with a delay counts as pending: batches of many runs that are stuck must not stop the others.
    max_ack_pending: 10_000,
  },
  {
    ...UNTIL_ACKNOWLEDGED,
    stream: ATTEMPTS,
    durable_name: ATTEMPT_LOG_CONSUMER,
    ack_wait: ATTEMPTS_ACK_WAIT_MS * 1e6,
    max_ack_pending: 256,
  },
  {
    ...UNTIL_ACKNOWLEDGED,
    stream: NOTICES,
    durable_name: SLACK_CONSUMER,
    ack_wait: NOTICES_ACK_WAIT_MS * 1e6,
    max_ack_pending: 100,
  },
] as const;
