// One undici pool per origin in each thread, with as many connections as requests may be in flight: nothing ever waits
// inside undici, where it could leave after its lease was lost.
import { type Dispatcher, Pool } from "undici";
import type { Egress } from "./egress.ts";

/** Below the 5 s after which many servers close an idle connection. */
const KEEP_ALIVE_MS = 4_000;
/** Kept open although no pass uses them. */
const MAX_ORIGINS = 64;

/** What a pass needs of an origin. Passes to one origin share it. */
export interface OriginPool {
  readonly origin: string;
  readonly pool: Pick<Dispatcher, "dispatch">;
  readonly maxInFlight: number;
  inFlight: number;
}

interface OpenPool extends OriginPool {
  readonly pool: Pool;
  /** Passes that may still send over it. */
  users: number;
}

export class ConnectionPools {
  readonly #egress: Egress;
  readonly #connections: number;
  readonly #pools = new Map<string, OpenPool>();

  constructor(egress: Egress, connectionsPerOrigin: number) {
    this.#egress = egress;
    this.#connections = connectionsPerOrigin;
  }

  get size(): number {
    return this.#pools.size;
  }

  /** Until `release` the pool stays open. @throws AddressRefusedError when the host is an address that is not allowed. */
  acquire(origin: string): OriginPool {
    const pool = this.#pools.get(origin) ?? this.#openFor(origin);
    pool.users += 1;
    return pool;
  }

  release({ origin }: OriginPool): void {
    const pool = this.#pools.get(origin);
    if (pool !== undefined) pool.users -= 1;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map(({ pool }) => pool.destroy()));
    this.#pools.clear();
  }

  #openFor(origin: string): OpenPool {
    this.#egress.assertAllowed(new URL(origin));
    this.#makeRoom();
    const pool = this.#open(origin);
    const opened: OpenPool = { origin, pool, maxInFlight: this.#connections, inFlight: 0, users: 0 };
    this.#pools.set(origin, opened);
    return opened;
  }

  #open(origin: string): Pool {
    return new Pool(origin, {
      connections: this.#connections,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // The overall deadline of each request is ours; undici's own timers would only cost.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: this.#egress.connector(new URL(origin)),
    });
  }

  #makeRoom(): void {
    if (this.#pools.size < MAX_ORIGINS) return;
    for (const [origin, { pool, users }] of this.#pools) {
      if (users > 0) continue;
      this.#pools.delete(origin);
      void pool.close();
      return;
    }
  }
}
