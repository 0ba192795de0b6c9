// The environment of the ledger process, read once, at the door.
import { randomBytes } from "node:crypto";
import { natsHosts } from "@sluice/bus";
import { z } from "zod";

const Environment = z.object({
  DATABASE_URL: z.string().default("postgres://127.0.0.1:5432/sluice"),
  NATS_URL: z.string().default("nats://127.0.0.1:4222"),
  /** Servers that hold each stream which is made at the start: 1, or 3 of a cluster. */
  SLUICE_NATS_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  HOST: z.string().default("127.0.0.1"),
  /** Of `/healthz` and `/metrics`; 0 takes any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** The attempt log is kept for so long, and within so many bytes; the oldest goes first. */
  ATTEMPT_LOG_DAYS: z.coerce.number().min(0.01).max(366).default(7),
  ATTEMPT_LOG_MAX_BYTES: z.coerce.number().int().min(1_000_000).default(2_000_000_000),
  /** Events of users, likewise. Conversions and behaviour look back no further. */
  EVENTS_DAYS: z.coerce.number().min(0.01).max(3_660).default(60),
  EVENTS_MAX_BYTES: z.coerce.number().int().min(1_000_000).default(20_000_000_000),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export function resolveConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = Environment.parse(env);
  return Object.freeze({
    databaseUrl: parsed.DATABASE_URL,
    natsUrl: parsed.NATS_URL,
    natsReplicas: parsed.SLUICE_NATS_REPLICAS,
    host: parsed.HOST,
    port: parsed.PORT,
    attemptLog: { days: parsed.ATTEMPT_LOG_DAYS, maxBytes: parsed.ATTEMPT_LOG_MAX_BYTES },
    userEvents: { days: parsed.EVENTS_DAYS, maxBytes: parsed.EVENTS_MAX_BYTES },
    logLevel: parsed.LOG_LEVEL,
    /** New at every start, so that no process takes another's lease for its own. */
    processName: `l${randomBytes(6).toString("hex")}`,
  });
}
export type LedgerConfig = ReturnType<typeof resolveConfig>;

export const describeConfig = ({ databaseUrl, natsUrl, ...rest }: LedgerConfig) => ({
  ...rest,
  database: new URL(databaseUrl).host,
  nats: natsHosts(natsUrl),
});
