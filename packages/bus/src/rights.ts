// What each app may say and hear on NATS: the one place from which the users of a server are made.
//
//   R1. Nobody is anonymous, and no app reads the answers to another: each has an inbox of its own.
//   R2. Streams and buckets are made by the operator's user alone; the apps use what is there.
//   R3. Reading a bucket needs a consumer, and NATS cannot bound where a consumer delivers: these rights stop mistakes and
//       leaked passwords of the wrong app, they do not replace the care for what runs inside an app.
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
  ORIGINS_BUCKET,
  RUNS_BUCKET,
  SECRETS_BUCKET,
  SLACK_CONSUMER,
  TOKENS_BUCKET,
} from "./stream-names.ts";

/** Subjects with wildcards. What is not named is refused. */
export interface NatsRights {
  publish: readonly string[];
  subscribe: readonly string[];
}

export const NATS_APPS = ["api", "planner", "delivery", "ledger", "slack"] as const;
export type NatsApp = (typeof NATS_APPS)[number];

export const natsUser = (app: NatsApp): string => `sluice_${app}`;

/** Where answers to a user's requests arrive. */
export const inboxPrefix = (user: string): string => `_INBOX_${user.replaceAll(/[^A-Za-z0-9_-]/g, "_")}`;

export function natsRights(app: NatsApp): NatsRights {
  const { publish, subscribe } = OWN_RIGHTS[app];
  return {
    publish: [...EVERY_APP, ...publish],
    subscribe: [`${inboxPrefix(natsUser(app))}.>`, ...subscribe],
  };
}

/** For browsers: live figures and nothing else. They are pushed; nothing is asked. */
export const DASHBOARD_RIGHTS: NatsRights = { publish: [], subscribe: ["metrics.>"] };

/** What opening the bus asks: is JetStream there, and is everything as declared. */
const EVERY_APP = [
  "$JS.API.INFO",
  "$JS.API.STREAM.INFO.*",
  `$JS.API.CONSUMER.INFO.${BATCHES}.${DELIVERY_CONSUMER}`,
  `$JS.API.CONSUMER.INFO.${ATTEMPTS}.${ATTEMPT_LOG_CONSUMER}`,
  `$JS.API.CONSUMER.INFO.${NOTICES}.${SLACK_CONSUMER}`,
];

const kept = (bucket: string): string => `KV_${bucket}`;

/** Values by key, and a watch on all. */
const readBucket = (bucket: string): string[] => [
  `$JS.API.DIRECT.GET.${kept(bucket)}`,
  `$JS.API.DIRECT.GET.${kept(bucket)}.>`,
  `$JS.API.STREAM.MSG.GET.${kept(bucket)}`,
  ...followStream(kept(bucket)),
];

const writeBucket = (bucket: string): string[] => [`$KV.${bucket}.>`];

const useBucket = (bucket: string): string[] => [...readBucket(bucket), ...writeBucket(bucket)];

/** A reader's own consumer, made and removed by it. */
const followStream = (stream: string): string[] => [
  `$JS.API.CONSUMER.CREATE.${stream}.>`,
  `$JS.API.CONSUMER.INFO.${stream}.*`,
  `$JS.API.CONSUMER.DELETE.${stream}.*`,
  `$JS.API.CONSUMER.MSG.NEXT.${stream}.*`,
  `$JS.FC.${stream}.>`,
];

/** Messages of a shared consumer, and their acknowledgement. */
const takeFrom = (stream: string, consumer: string): string[] => [
  `$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`,
  `$JS.ACK.${stream}.${consumer}.>`,
  `$JS.ACK.*.*.${stream}.${consumer}.>`, // with domain and account, as newer servers write it
];

const OWN_RIGHTS: Readonly<Record<NatsApp, NatsRights>> = {
  api: {
    publish: [
      "batches.>", // of API-triggered campaigns, on their way within milliseconds
      "events.>",
      "notices.>", // of a stop of the whole workspace
      ...[CONTROL_BUCKET, SECRETS_BUCKET, TOKENS_BUCKET].flatMap(writeBucket),
      `${inboxPrefix(natsUser("slack"))}.>`, // answers to tests that the bot asks for
    ],
    subscribe: ["tests.>"],
  },
  planner: {
    publish: [
      "batches.>",
      "permits.>",
      "notices.>",
      ...[RUNS_BUCKET, CONTROL_BUCKET, LEASES_BUCKET, SECRETS_BUCKET].flatMap(useBucket),
      ...[TOKENS_BUCKET, ORIGINS_BUCKET].flatMap(readBucket),
    ],
    subscribe: ["demands.>"],
  },
  delivery: {
    publish: [
      "ledger.>",
      "attempts.>",
      "demands.>",
      "metrics.>",
      ...takeFrom(BATCHES, DELIVERY_CONSUMER),
      `$JS.API.STREAM.MSG.GET.${LEDGER}`,
      ...[RUNS_BUCKET, CONTROL_BUCKET, SECRETS_BUCKET].flatMap(readBucket),
      ...[TOKENS_BUCKET, ORIGINS_BUCKET].flatMap(useBucket),
    ],
    subscribe: ["permits.>"],
  },
  ledger: {
    publish: [
      "notices.>",
      ...followStream(LEDGER),
      ...followStream(EVENTS),
      ...takeFrom(ATTEMPTS, ATTEMPT_LOG_CONSUMER),
      ...[LEDGER, EVENTS].map((stream) => `$JS.API.STREAM.MSG.GET.${stream}`),
      `$JS.API.STREAM.PURGE.${LEDGER}`,
      `$JS.API.STREAM.PURGE.${EVENTS}`,
      ...[RUNS_BUCKET, CONTROL_BUCKET].flatMap(writeBucket),
      ...useBucket(LEASES_BUCKET),
    ],
    subscribe: [],
  },
  slack: {
    publish: [
      "notices.>", // of a stop of the whole workspace
      "tests.>",
      ...takeFrom(NOTICES, SLACK_CONSUMER),
      ...writeBucket(CONTROL_BUCKET),
    ],
    subscribe: [],
  },
};
