// The one place that opens NATS. Reconnects for ever: a restart of the server is normal, and what matters is durable.
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import { errors, type NatsConnection } from "@nats-io/nats-core";
import { connect } from "@nats-io/transport-node";
import { BucketGuard } from "./bucket-guard.ts";
import { BusError } from "./bus-error.ts";
import { duringElection } from "./during-election.ts";
import { inboxPrefix } from "./rights.ts";
import { tlsOptions } from "./tls-options.ts";

export interface Bus {
  nc: NatsConnection;
  js: JetStreamClient;
  jsm: JetStreamManager;
  kvm: Kvm;
  /** Over the watches of buckets. */
  guard: BucketGuard;
  /** Names a stream or bucket whose reading fell silent and begins again. */
  tellSilent: (name: string) => void;
  /** Sends what is buffered, then closes. */
  close(): Promise<void>;
}

export interface BusOptions {
  /** `nats://user:password@host:port`, or several of one cluster with commas; `tls://` refuses to speak without TLS (tls-options.ts). */
  natsUrl: string;
  /** Shown in the server's connection list. */
  name: string;
  /** Changes of the connection, for the log: `disconnect`, `reconnect`, … */
  onStatus?: (type: string) => void;
  /** A reading of this stream or bucket fell silent, and begins again (silence.ts, bucket-guard.ts). */
  onSilent?: (name: string) => void;
}

/** The oldest server whose fixes we rely on (WebSocket and route security, work-queue repairs). */
export const OLDEST_SERVER_VERSION = "2.12.7";
const PUBLISH_TIMEOUT_MS = 2_000;

export async function connectBus(options: BusOptions): Promise<Bus> {
  const nc = await open(options);
  void reportStatus(nc, options.onStatus);
  try {
    refuseOldServer(nc.info?.version ?? "0.0.0");
    const jsm = await duringElection(() => jetstreamManager(nc, { timeout: PUBLISH_TIMEOUT_MS }));
    const js = jetstream(nc, { timeout: PUBLISH_TIMEOUT_MS });
    const { onSilent: tellSilent = () => undefined } = options;
    const guard = new BucketGuard(nc, tellSilent);
    return { nc, js, jsm, kvm: new Kvm(js), guard, tellSilent, close: () => nc.drain() };
  } catch (error) {
    await nc.close();
    throw error;
  }
}

async function open({ natsUrl, name }: BusOptions): Promise<NatsConnection> {
  assertAddresses(natsUrl);
  const tls = tlsOptions(natsUrl);
  try {
    return await connect({
      ...credentials(natsUrl),
      servers: natsUrl.split(",").map(hostOf),
      ...tls,
      name,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 100,
      reconnectJitter: 100,
      pingInterval: 10_000,
      timeout: 5_000,
      noAsyncTraces: true, // a stack for each request, in case it fails, costs more than the request
    });
  } catch (cause) {
    throw isRefusal(cause) ? refused(natsUrl, cause) : unreachable(natsUrl, cause);
  }
}

/** The value is not repeated: it may hold a password. */
function assertAddresses(natsUrl: string): void {
  if (natsUrl.split(",").every((url) => URL.canParse(url.trim()))) return;
  throw new BusError(
    "UNREACHABLE",
    "NATS_URL is no address: write it like nats://user:password@host:4222, several with commas.",
  );
}

const isRefusal = (error: unknown): boolean =>
  error instanceof errors.AuthorizationError ||
  error instanceof errors.UserAuthenticationExpiredError ||
  (error instanceof Error && isRefusal(error.cause));

const refused = (natsUrl: string, cause: unknown): BusError =>
  new BusError(
    "NOT_ALLOWED",
    `NATS at ${natsHosts(natsUrl)} refused the user or the password of NATS_URL. Correct them there, or in the server's users.`,
    { cause },
  );

const unreachable = (natsUrl: string, cause: unknown): BusError =>
  new BusError(
    "UNREACHABLE",
    `NATS did not answer at ${natsHosts(natsUrl)}. Start it, or correct NATS_URL.`,
    { cause },
  );

/** For logs: the addresses in a NATS_URL, without credentials. */
export const natsHosts = (natsUrl: string): string => natsUrl.split(",").map(hostOf).join(", ");

const hostOf = (url: string): string => new URL(url.trim()).host;

/**
 * The client does not read credentials out of a URL; a user without password is a token. The servers of a cluster share
 * their users: the first address that names one counts for all.
 */
function credentials(natsUrl: string): Credentials {
  const urls = natsUrl.split(",").map((url) => new URL(url.trim()));
  const { username, password } = urls.find((url) => url.username !== "") ?? { username: "", password: "" };
  if (username === "") return {};
  const user = decodeURIComponent(username);
  if (password === "") return { token: user };
  return { user, pass: decodeURIComponent(password), inboxPrefix: inboxPrefix(user) };
}

interface Credentials {
  user?: string;
  pass?: string;
  token?: string;
  /** A user's own: the rights of another do not reach into it. */
  inboxPrefix?: string;
}

async function reportStatus(nc: NatsConnection, onStatus?: (type: string) => void): Promise<void> {
  // The iterator must be drained, or the client keeps every event.
  for await (const status of nc.status()) onStatus?.(status.type);
}

export function refuseOldServer(version: string): void {
  if (compareVersions(version, OLDEST_SERVER_VERSION) >= 0) return;
  throw new BusError(
    "SERVER_TOO_OLD",
    `nats-server ${version} is too old: Sluice needs ${OLDEST_SERVER_VERSION} or newer. Upgrade the server that NATS_URL names.`,
  );
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
