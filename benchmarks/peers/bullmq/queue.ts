// What enqueuer and worker share: where the queue is, and what a job carries.
import type { JobsOptions } from "bullmq";
import { Redis } from "ioredis";

export const QUEUE = "sends";

export interface SendJob {
  userId: string;
  attributes: Record<string, string>;
}

export interface PeerOptions {
  redisPort: number;
  runId: string;
  endpointUrl: string;
  usersFile: string;
  /** Requests in flight in one worker. */
  concurrency: number;
  /** JSON whose strings are Liquid templates. */
  body: unknown;
}

export const optionsFromArgument = (): PeerOptions => JSON.parse(process.argv[2] ?? "{}") as PeerOptions;

export function connectTo({ redisPort }: PeerOptions): Redis {
  const redis = new Redis({ host: "127.0.0.1", port: redisPort, maxRetriesPerRequest: null }); // waits for it to come back
  redis.on("error", () => undefined); // it reconnects by itself
  return redis;
}

export const JOB_OPTIONS: JobsOptions = {
  attempts: 8,
  backoff: { type: "exponential", delay: 500 },
  removeOnComplete: { age: 3_600 },
};
