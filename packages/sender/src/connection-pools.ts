// One undici pool per origin in each thread, with as many connections as requests may be in flight: nothing ever waits
// inside undici, where it could leave after its lease was lost.
import { Pool } from "undici";
import type { AddressGuard } from "./address-guard.ts";

const CONNECT_TIMEOUT_MS = 3_000;
/** Below the 5 s after which many servers close an idle connection. */
const KEEP_ALIVE_MS = 4_000;
const MAX_ORIGINS = 64;

export interface OriginPool {
  readonly origin: string;
  readonly pool: Pool;
  readonly maxInFlight: number;
  inFlight: number;
}

export class ConnectionPools {
  readonly #guard: AddressGuard;
  readonly #connections: number;
  readonly #pools = new Map<string, OriginPool>();

  constructor(guard: AddressGuard, connectionsPerOrigin: number) {
    this.#guard = guard;
    this.#connections = connectionsPerOrigin;
  }

  /** @throws AddressRefusedError when the host is an address that is not allowed. */
  get(origin: string): OriginPool {
    const known = this.#pools.get(origin);
    if (known !== undefined) return known;
    this.#guard.assertAllowedHost(new URL(origin).hostname);
    this.#makeRoom();
    const opened = { origin, pool: this.#open(origin), maxInFlight: this.#connections, inFlight: 0 };
    this.#pools.set(origin, opened);
    return opened;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map(({ pool }) => pool.destroy()));
    this.#pools.clear();
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
      connect: { timeout: CONNECT_TIMEOUT_MS, lookup: this.#guard.lookup },
    });
  }

  #makeRoom(): void {
    if (this.#pools.size < MAX_ORIGINS) return;
    for (const [origin, { pool, inFlight }] of this.#pools) {
      if (inFlight > 0) continue;
      this.#pools.delete(origin);
      void pool.close();
      return;
    }
  }
}
