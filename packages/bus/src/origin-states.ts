// What each delivery process says of the origins that it sends to, for the planner. An entry that is not renewed ends by
// itself: what a dead process said is not believed.
import { createHash } from "node:crypto";
import type { KV } from "@nats-io/kv";
import { OriginState } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import { ORIGIN_STATE_TTL_MS, ORIGINS_BUCKET } from "./stream-names.ts";
import { watchBucket, type WatchedBucket } from "./watch-bucket.ts";

const MARKER_TTL = "1m";
const HASH_LENGTH = 16;

export type OriginStateId = Pick<OriginState, "workspace_id" | "origin" | "process">;

export interface OriginStateChange {
  /** Names workspace, origin and process. */
  key: string;
  /** null: removed. */
  state: OriginState | null;
}

export class OriginStates {
  static readonly ttlMs = ORIGIN_STATE_TTL_MS;
  readonly #kv: KV;
  readonly #watched: WatchedBucket;

  private constructor(watched: WatchedBucket) {
    this.#kv = watched.kv;
    this.#watched = watched;
  }

  static async open(bus: Bus): Promise<OriginStates> {
    return new OriginStates({ bus, kv: await bus.kvm.open(ORIGINS_BUCKET), bucket: ORIGINS_BUCKET });
  }

  /** Lasts `ttlMs`. */
  async put(state: OriginState): Promise<void> {
    await this.#kv.put(keyOf(state), JSON.stringify(state));
  }

  async remove(id: OriginStateId): Promise<void> {
    await this.#kv.purge(keyOf(id), { ttl: MARKER_TTL });
  }

  /** What is there, then what changes, until `signal` aborts. That an entry ended by itself is not told: count its time. */
  async *watch(signal: AbortSignal): AsyncGenerator<OriginStateChange> {
    for await (const entry of watchBucket(this.#watched, signal)) {
      const state = entry.operation === "PUT" ? readState(entry.string()) : null;
      if (state !== undefined) yield { key: entry.key, state };
    }
  }
}

/** An origin is no subject token; its hash is. */
function keyOf({ workspace_id, origin, process }: OriginStateId): string {
  const hash = createHash("sha256").update(origin).digest("hex").slice(0, HASH_LENGTH);
  return `${workspace_id}.${hash}.${process}`;
}

/** undefined: no state at all; it is passed over. */
function readState(text: string): OriginState | undefined {
  try {
    return OriginState.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
