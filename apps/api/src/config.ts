// Everything the environment says, resolved once. Only this file reads it.
import {
  compileEndpointRules,
  endpointPolicy,
  type EndpointRules,
  type EndpointSettings,
} from "@sluice/content";
import { type EgressPolicy, egressPolicy } from "@sluice/sender";
import { readVaultKeys, type VaultKey } from "@sluice/vault";
import { z } from "zod";

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  NATS_URL: z.string().min(1),
  /** Servers that hold each stream which is made at the start: 1, or 3 of a cluster. */
  SLUICE_NATS_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  /** 0 takes any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3_000),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Set: other API processes of this machine listen at PORT as well; health and metrics of this one are here. 0 takes any. */
  SLUICE_OPS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** An import holds one for as long as it takes; the others answer meanwhile. */
  SLUICE_POSTGRES_CONNECTIONS: z.coerce.number().int().min(6).max(200).default(20),
  /** As delivery has them, so that authors hear at once of a URL that would be refused. All unset: not known here. */
  SLUICE_ALLOW_CIDRS: z.string().optional(),
  SLUICE_DENY_HOSTS: z.string().optional(),
  SLUICE_ALLOW_PORTS: z.string().optional(),
  SLUICE_ALLOW_HTTP: z.string().optional(),
  /** Requests for access tokens go through it, as those of delivery do. */
  SLUICE_PROXY: z.string().optional(),
  /** What secrets are sealed with: `id:base64,…`, or the path of a file with such lines. */
  SLUICE_KEYS: z.string().optional(),
  SLUICE_KEYS_FILE: z.string().optional(),
  /** Key of the HMAC over API keys, hexadecimal: the same for every process that makes or checks keys. */
  SLUICE_PEPPER: z
    .string()
    .regex(
      /^(?:[0-9a-f]{2}){32,}$/i,
      "use at least 32 bytes in hexadecimal, for example from `openssl rand -hex 32`",
    ),
});

export interface ApiConfig {
  databaseUrl: string;
  natsUrl: string;
  natsReplicas: number;
  port: number;
  host: string;
  /** null: nobody else listens at `port`. */
  opsPort: number | null;
  postgresConnections: number;
  pepper: Uint8Array;
  /** undefined: what delivery may call is not known here. */
  endpointRules: EndpointRules | undefined;
  egressPolicy: EgressPolicy;
  vaultKeys: readonly VaultKey[];
}

/** @throws Error that names every variable that is missing or wrong, without its value. */
export function resolveConfig(env: NodeJS.ProcessEnv = process.env): ApiConfig {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Error(`the environment is not complete: ${problems.join("; ")}`);
  }
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    natsUrl: parsed.data.NATS_URL,
    natsReplicas: parsed.data.SLUICE_NATS_REPLICAS,
    port: parsed.data.PORT,
    host: parsed.data.HOST,
    opsPort: parsed.data.SLUICE_OPS_PORT ?? null,
    postgresConnections: parsed.data.SLUICE_POSTGRES_CONNECTIONS,
    pepper: Buffer.from(parsed.data.SLUICE_PEPPER, "hex"),
    endpointRules: knownRules(parsed.data),
    egressPolicy: egressPolicy(parsed.data),
    vaultKeys: readVaultKeys({ keys: parsed.data.SLUICE_KEYS, keysFile: parsed.data.SLUICE_KEYS_FILE }),
  };
}

/** @throws Error that names what is no network, host or port. */
function knownRules(settings: EndpointSettings): EndpointRules | undefined {
  const { SLUICE_ALLOW_CIDRS, SLUICE_DENY_HOSTS, SLUICE_ALLOW_PORTS, SLUICE_ALLOW_HTTP } = settings;
  const given = [SLUICE_ALLOW_CIDRS, SLUICE_DENY_HOSTS, SLUICE_ALLOW_PORTS, SLUICE_ALLOW_HTTP];
  if (given.every((setting) => setting === undefined)) return undefined;
  return compileEndpointRules(endpointPolicy(settings));
}

/** For the log: no secret, no address with credentials. */
export const describeConfig = ({ host, port, postgresConnections }: ApiConfig) => ({
  host,
  port,
  postgresConnections,
});
