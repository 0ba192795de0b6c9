// What delivery needs to prove who sends: sealed settings of authorization configurations, and sealed signing secrets.
// Postgres has the truth; the planner puts again what the bus lost.
import type { KV } from "@nats-io/kv";
import { type AuthorizationId, SealedConfiguration, SealedSigning, type WorkspaceId } from "@sluice/schema";
import type { z } from "zod";
import type { Bus } from "./connect.ts";
import { SECRETS_BUCKET } from "./stream-names.ts";
import { watchBucket, type WatchedBucket } from "./watch-bucket.ts";

/** How long the marker of a removed key stays: a watcher that was away for less still hears of the removal. */
const MARKER_TTL = "24h";

const configurationKey = (workspaceId: WorkspaceId, id: AuthorizationId): string =>
  `${workspaceId}.authorization.${id}`;
const signingKey = (workspaceId: WorkspaceId): string => `${workspaceId}.signing`;

export interface SecretRef {
  workspaceId: WorkspaceId;
  /** null: the workspace's signing secrets. */
  configurationId: AuthorizationId | null;
}

export class SealedSecrets {
  readonly #kv: KV;
  readonly #watched: WatchedBucket;

  private constructor(watched: WatchedBucket) {
    this.#kv = watched.kv;
    this.#watched = watched;
  }

  static async open(bus: Bus): Promise<SealedSecrets> {
    return new SealedSecrets({ bus, kv: await bus.kvm.open(SECRETS_BUCKET), bucket: SECRETS_BUCKET });
  }

  async putConfiguration(
    workspaceId: WorkspaceId,
    id: AuthorizationId,
    configuration: SealedConfiguration,
  ): Promise<void> {
    await this.#kv.put(configurationKey(workspaceId, id), JSON.stringify(configuration));
  }

  getConfiguration(workspaceId: WorkspaceId, id: AuthorizationId): Promise<SealedConfiguration | null> {
    return this.#get(configurationKey(workspaceId, id), SealedConfiguration);
  }

  async removeConfiguration(workspaceId: WorkspaceId, id: AuthorizationId): Promise<void> {
    await this.#kv.purge(configurationKey(workspaceId, id), { ttl: MARKER_TTL });
  }

  async putSigning(workspaceId: WorkspaceId, signing: SealedSigning): Promise<void> {
    await this.#kv.put(signingKey(workspaceId), JSON.stringify(signing));
  }

  getSigning(workspaceId: WorkspaceId): Promise<SealedSigning | null> {
    return this.#get(signingKey(workspaceId), SealedSigning);
  }

  /** Names every entry that is there, then each that changes or goes, until `signal` aborts. */
  async *watch(signal: AbortSignal): AsyncGenerator<SecretRef> {
    for await (const { key } of watchBucket(this.#watched, signal)) {
      const [workspaceId = "", , configurationId = null] = key.split(".");
      yield { workspaceId, configurationId };
    }
  }

  async #get<T>(key: string, schema: z.ZodType<T>): Promise<T | null> {
    const entry = await this.#kv.get(key);
    return entry === null || entry.operation !== "PUT" ? null : schema.parse(entry.json());
  }
}
