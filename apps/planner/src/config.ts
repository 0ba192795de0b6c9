// The environment of a planner process, read once, at the door.
import { randomBytes } from "node:crypto";
import { natsHosts } from "@sluice/bus";
import { readVaultKeys } from "@sluice/vault";
import { z } from "zod";

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  NATS_URL: z.string().min(1).default("nats://127.0.0.1:4222"),
  /** Servers that hold each stream which is made at the start: 1, or 3 of a cluster. */
  SLUICE_NATS_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** 0 takes any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** An endpoint that fails for so long has its runs paused. */
  BREAKER_PAUSE_AFTER_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(15 * 60_000),
  /** What secrets are sealed with: `id:base64,…`, or the path of a file with such lines. */
  SLUICE_KEYS: z.string().optional(),
  SLUICE_KEYS_FILE: z.string().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** @throws Error that names every variable that is missing or wrong, without its value. */
export function resolveConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Error(`the environment is not complete: ${problems.join("; ")}`);
  }
  return Object.freeze({
    databaseUrl: parsed.data.DATABASE_URL,
    natsUrl: parsed.data.NATS_URL,
    natsReplicas: parsed.data.SLUICE_NATS_REPLICAS,
    host: parsed.data.HOST,
    port: parsed.data.PORT,
    breakerPauseAfterMs: parsed.data.BREAKER_PAUSE_AFTER_MS,
    vaultKeys: readVaultKeys({ keys: parsed.data.SLUICE_KEYS, keysFile: parsed.data.SLUICE_KEYS_FILE }),
    logLevel: parsed.data.LOG_LEVEL,
    /** New at every start: two planners must never take each other's lease for their own. */
    processName: `p${randomBytes(6).toString("hex")}`,
  });
}
export type PlannerConfig = ReturnType<typeof resolveConfig>;

/** For the log: no address with credentials. */
export const describeConfig = ({ databaseUrl, natsUrl, vaultKeys, ...rest }: PlannerConfig) => ({
  ...rest,
  sealsWith: vaultKeys[0]?.id,
  database: new URL(databaseUrl).host,
  nats: natsHosts(natsUrl),
});
