// A pool of connections per origin and workspace in each thread, with at least as many connections as requests may be in
// flight: only who was given up while a connection was made keeps one longer. Workspaces share neither connections nor
// what is known of an origin: the requests of one must not throttle another.
import type { WorkspaceId } from "@sluice/schema";
import { Client } from "undici";
import type { ClientCertificate } from "./client-certificate.ts";
import type { Clock } from "./clock.ts";
import type { Egress } from "./egress.ts";
import type { Connections } from "./exchange.ts";
import { OriginConnections } from "./origin-connections.ts";
import { OriginHealth, type OriginReport } from "./origin-health.ts";

/** Below the 5 s after which many servers close an idle connection. */
const KEEP_ALIVE_MS = 4_000;
/** Kept open although no pass uses them. */
const MAX_ORIGINS = 64;

/** What a pass needs of an origin. Passes to one origin share it. */
export interface OriginPool {
  readonly origin: string;
  readonly pool: Connections;
  readonly health: OriginHealth;
}

/** A client certificate by its name: a pool is found without comparing secrets. */
export interface PoolCertificate {
  id: string;
  version: number;
  certificate: ClientCertificate;
}

export interface SeenOrigin extends OriginReport {
  workspaceId: WorkspaceId;
  origin: string;
}

interface OpenPool extends OriginPool {
  readonly workspaceId: WorkspaceId;
  readonly pool: OriginConnections;
  /** Passes that may still send over it. */
  users: number;
}

export class ConnectionPools {
  readonly #egress: Egress;
  readonly #connections: number;
  readonly #clock: Clock;
  readonly #pools = new Map<string, OpenPool>();

  constructor(egress: Egress, connectionsPerOrigin: number, clock: Clock) {
    this.#egress = egress;
    this.#clock = clock;
    this.#connections = connectionsPerOrigin;
  }

  get size(): number {
    return this.#pools.size;
  }

  /**
   * Until `release` the pool stays open. Each version of a client certificate has connections of its own.
   * @throws AddressRefusedError when the origin is not allowed, ClientCertificateError when the certificate is none.
   */
  acquire(workspaceId: WorkspaceId, origin: string, certificate?: PoolCertificate): OriginPool {
    const pool =
      this.#pools.get(keyOf(workspaceId, origin, certificate)) ??
      this.#openFor(workspaceId, origin, certificate);
    pool.users += 1;
    return pool;
  }

  release(released: OriginPool): void {
    for (const pool of this.#pools.values()) if (pool === released) pool.users -= 1;
  }

  /** Of every origin to which a pass may still send. What nobody sends to, nobody knows about. */
  seenOrigins(): SeenOrigin[] {
    return [...this.#pools.values()]
      .filter(({ users }) => users > 0)
      .map(({ workspaceId, origin, health }) => ({ workspaceId, origin, ...health.report() }));
  }

  /** A person resumed a run to this origin: what was given up for good, or asked for an hour's rest, is tried again. */
  revive(workspaceId: WorkspaceId, origin: string): void {
    for (const pool of this.#pools.values())
      if (pool.workspaceId === workspaceId && pool.origin === origin) pool.health.revive();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map(({ pool }) => pool.destroy()));
    this.#pools.clear();
  }

  #openFor(workspaceId: WorkspaceId, origin: string, certificate?: PoolCertificate): OpenPool {
    this.#egress.assertAllowed(new URL(origin));
    this.#makeRoom();
    const pool = this.#open(origin, certificate?.certificate);
    const health = new OriginHealth(this.#clock, this.#connections);
    const opened: OpenPool = { workspaceId, origin, pool, health, users: 0 };
    this.#pools.set(keyOf(workspaceId, origin, certificate), opened);
    return opened;
  }

  #open(origin: string, certificate?: ClientCertificate): OriginConnections {
    const connect = this.#egress.connector(new URL(origin), certificate);
    const openClient = () =>
      new Client(origin, {
        pipelining: 1,
        allowH2: false,
        keepAliveTimeout: KEEP_ALIVE_MS,
        // The overall deadline of each request is ours; undici's own timers would only cost.
        headersTimeout: 0,
        bodyTimeout: 0,
        connect,
      });
    return new OriginConnections(this.#connections, openClient);
  }

  #makeRoom(): void {
    if (this.#pools.size < MAX_ORIGINS) return;
    for (const [key, { pool, users }] of this.#pools) {
      if (users > 0) continue;
      this.#pools.delete(key);
      void pool.close();
      return;
    }
  }
}

const keyOf = (workspaceId: WorkspaceId, origin: string, certificate?: PoolCertificate): string =>
  `${workspaceId} ${origin} ${certificate === undefined ? "" : `${certificate.id} ${certificate.version}`}`;
