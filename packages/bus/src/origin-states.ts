// What each delivery process says of the origins that it sends to, for the planner. An entry that is not renewed ends by
// itself: what a dead process said is not believed.
import { createHash } from "node:crypto";
import type { KV } from "@nats-io/kv";
import { OriginState } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import { ORIGIN_STATE_TTL_MS, ORIGINS_BUCKET } from "./stream-names.ts";

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

  private constructor(kv: KV) {
    this.#kv = kv;
  }

  static async open(bus: Bus): Promise<OriginStates> {
    return new OriginStates(await bus.kvm.open(ORIGINS_BUCKET));
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
    const entries = await this.#kv.watch();
    const stop = (): void => entries.stop();
    signal.addEventListener("abort", stop, { once: true });
    try {
      for await (const entry of entries) {
        const state = entry.operation === "PUT" ? OriginState.safeParse(entry.json()) : null;
        if (state?.success !== false) yield { key: entry.key, state: state?.data ?? null };
      }
    } finally {
      signal.removeEventListener("abort", stop);
      entries.stop();
    }
  }
}

/** An origin is no subject token; its hash is. */
function keyOf({ workspace_id, origin, process }: OriginStateId): string {
  const hash = createHash("sha256").update(origin).digest("hex").slice(0, HASH_LENGTH);
  return `${workspace_id}.${hash}.${process}`;
}
