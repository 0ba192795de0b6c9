// The environment of a delivery process, read once, at the door.
import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { natsHosts } from "@sluice/bus";
import { describeEgress, type EgressPolicy, egressPolicy } from "@sluice/sender";
import { readVaultKeys } from "@sluice/vault";
import { z } from "zod";

const DEFAULT_NATS_PORT = "4222";

const Environment = z.object({
  NATS_URL: z.string().default("nats://127.0.0.1:4222"),
  /** Servers that hold each stream which is made at the start: 1, or 3 of a cluster. */
  SLUICE_NATS_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SENDER_THREADS: z.coerce.number().int().min(1).max(64).default(availableParallelism()),
  /** Open connections of one thread to one origin: requests in flight are bounded by it. */
  CONNECTIONS_PER_ORIGIN: z.coerce.number().int().min(1).max(10_000).default(128),
  /** Networks that may be called although they are not public, for example `127.0.0.0/8,10.1.0.0/16`. */
  SLUICE_ALLOW_CIDRS: z.string().optional(),
  /** Never called, also inside those networks: names, addresses, networks, each with `:port` if needed. */
  SLUICE_DENY_HOSTS: z.string().optional(),
  SLUICE_ALLOW_PORTS: z.string().optional(),
  /** 1: `http://` also to public addresses. */
  SLUICE_ALLOW_HTTP: z.string().optional(),
  /** What secrets are sealed with: `id:base64,…`, or the path of a file with such lines. */
  SLUICE_KEYS: z.string().optional(),
  SLUICE_KEYS_FILE: z.string().optional(),
  /** `http://user:password@host:port`; every request goes through it. */
  SLUICE_PROXY: z.string().optional(),
  /** off: no attempt is logged, and nothing of an answer is kept for it. */
  ATTEMPT_LOG: z.enum(["on", "off"]).default("on"),
  /** Successes that the attempt log keeps in a minute, of each run in each thread. Failures are all kept. */
  LOG_SAMPLE_PER_MINUTE: z.coerce.number().int().min(0).max(100_000).default(10),
  /** Names of fields whose values are not logged, beside those that look like secrets or addresses: `first_name,iban`. */
  SLUICE_REDACT_FIELDS: z.string().default(""),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export function resolveConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = Environment.parse(env);
  return Object.freeze({
    natsUrl: parsed.NATS_URL,
    natsReplicas: parsed.SLUICE_NATS_REPLICAS,
    host: parsed.HOST,
    port: parsed.PORT,
    senderThreads: parsed.SENDER_THREADS,
    connectionsPerOrigin: parsed.CONNECTIONS_PER_ORIGIN,
    egressPolicy: withoutNats(egressPolicy(parsed), parsed.NATS_URL),
    vaultKeys: readVaultKeys({ keys: parsed.SLUICE_KEYS, keysFile: parsed.SLUICE_KEYS_FILE }),
    attemptLog:
      parsed.ATTEMPT_LOG === "off"
        ? null
        : {
            samplePerMinute: parsed.LOG_SAMPLE_PER_MINUTE,
            redactFields: parsed.SLUICE_REDACT_FIELDS.split(",").filter((name) => name.trim() !== ""),
          },
    logLevel: parsed.LOG_LEVEL,
    /** New at every start: no process may take another's name, nor its batches without waiting. */
    processName: `d${randomBytes(6).toString("hex")}`,
  });
}

/** Our own bus is no endpoint, whatever network is allowed. */
function withoutNats(policy: EgressPolicy, natsUrl: string): EgressPolicy {
  const servers = natsUrl.split(",").map((url) => new URL(url.trim()));
  const own = servers.map(({ hostname, port }) => `${hostname}:${port || DEFAULT_NATS_PORT}`);
  return { ...policy, deniedHosts: [...policy.deniedHosts, ...own] };
}

export type DeliveryConfig = ReturnType<typeof resolveConfig>;

export const describeConfig = ({ natsUrl, egressPolicy: policy, vaultKeys, ...rest }: DeliveryConfig) => ({
  ...rest,
  egress: describeEgress(policy),
  sealsWith: vaultKeys[0]?.id,
  nats: natsHosts(natsUrl),
});
