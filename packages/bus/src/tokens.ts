// Access tokens that all senders share, one entry for each authorization configuration.
//
//   T1. Every write is a compare-and-set on the revision that the writer has read: of several that want to fetch a token
//       one may, and whoever was overtaken changes nothing.
import { JetStreamApiError } from "@nats-io/jetstream";
import type { KV } from "@nats-io/kv";
import { type AuthorizationId, TokenEntry, type WorkspaceId } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import { TOKENS_BUCKET } from "./stream-names.ts";
import { watchBucket, type WatchedBucket } from "./watch-bucket.ts";

/** Wrong last sequence; newer replicated streams answer 10164 for the same conflict. */
const CONFLICTS: readonly number[] = [10071, 10164];
const MARKER_TTL = "24h";

export interface TokenRef {
  workspaceId: WorkspaceId;
  configurationId: AuthorizationId;
}

export interface StoredToken {
  /** null: there is none, or it was removed. */
  entry: TokenEntry | null;
  /** What the next write must expect. */
  revision: number;
}

const keyOf = ({ workspaceId, configurationId }: TokenRef): string => `${workspaceId}.${configurationId}`;

export class AccessTokens {
  readonly #kv: KV;
  readonly #watched: WatchedBucket;

  private constructor(watched: WatchedBucket) {
    this.#kv = watched.kv;
    this.#watched = watched;
  }

  static async open(bus: Bus): Promise<AccessTokens> {
    return new AccessTokens({ bus, kv: await bus.kvm.open(TOKENS_BUCKET), bucket: TOKENS_BUCKET });
  }

  async get(ref: TokenRef): Promise<StoredToken> {
    const entry = await this.#kv.get(keyOf(ref));
    if (entry === null) return { entry: null, revision: 0 };
    return { entry: entry.operation === "PUT" ? parse(entry.string()) : null, revision: entry.revision };
  }

  /** T1. @returns the new revision, or null when somebody else wrote. A timeout throws, and may have written. */
  async write(ref: TokenRef, entry: TokenEntry, expectedRevision: number): Promise<number | null> {
    try {
      // Not `update`, which refuses 0: the first token of all.
      return await this.#kv.put(keyOf(ref), JSON.stringify(entry), { previousSeq: expectedRevision });
    } catch (error) {
      if (error instanceof JetStreamApiError && CONFLICTS.includes(error.code)) return null;
      throw error;
    }
  }

  /** Whoever needs a token fetches one anew. */
  async remove(ref: TokenRef): Promise<void> {
    await this.#kv.purge(keyOf(ref), { ttl: MARKER_TTL });
  }

  /** Every token that is there, then what becomes of them, until `signal` aborts. */
  async *watch(signal: AbortSignal): AsyncGenerator<TokenRef & StoredToken> {
    for await (const { key, operation, revision, value } of watchBucket(this.#watched, signal)) {
      const [workspaceId = "", configurationId = ""] = key.split(".");
      const entry = operation === "PUT" ? parse(Buffer.from(value).toString("utf8")) : null;
      yield { workspaceId, configurationId, entry, revision };
    }
  }
}

/** What is no entry of ours counts as none: a token is fetched anew and written over it. */
function parse(text: string): TokenEntry | null {
  try {
    return TokenEntry.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
