// What enqueuer and worker share: where the queue is, and what a job carries.
import type { JobsOptions, QueueOptions } from "bullmq";

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

export const connectionOf = ({ redisPort }: PeerOptions): QueueOptions["connection"] => ({
  host: "127.0.0.1",
  port: redisPort,
  maxRetriesPerRequest: null, // wait for Redis to come back
});

export const JOB_OPTIONS: JobsOptions = {
  attempts: 8,
  backoff: { type: "exponential", delay: 500 },
  removeOnComplete: { age: 3_600 },
};
