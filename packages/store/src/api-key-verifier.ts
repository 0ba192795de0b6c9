// Is this the secret of a key, and whose? Asked with every request.
//
//   A1. Digests are compared in constant time; an unknown id costs a comparison as well.
//   A2. A verified key is remembered for a short while, so that an archived key is refused at the latest then.
//   A3. Only keys that verified are remembered: guesses cannot push others out.
//   A4. Whoever asks for a key while it is being looked up shares that look.
import { timingSafeEqual } from "node:crypto";
import type { WorkspaceId } from "@sluice/schema";
import { hashKey, keyIdOf, SECRET_BYTES } from "./api-key-secret.ts";
import type { ApiKeyScope } from "./api-keys.ts";
import type { Store } from "./connect.ts";

export interface ApiKey {
  workspaceId: WorkspaceId;
  keyId: string;
  actor: string;
  scopes: readonly ApiKeyScope[];
}

export interface VerifierOptions {
  nowMs?: () => number;
  rememberForMs?: number;
  maxRemembered?: number;
  /** A key was used: told once while it is remembered. */
  onUsed?: (key: ApiKey, nowMs: number) => void;
}

export interface VerifyOptions {
  /** Only a key that has been used here before is looked up: what guesses cost is then nothing but a comparison. */
  knownOnly?: boolean;
}

/** @returns the key behind a workspace id and a secret, or null: unknown, archived, or of another workspace. */
export type VerifyApiKey = (
  workspaceId: WorkspaceId,
  secret: string,
  options?: VerifyOptions,
) => Promise<ApiKey | null>;

type KnownKey = ApiKey & { keyHash: Buffer; archivedAtMs: number };

const UNKNOWN_KEY_HASH = Buffer.alloc(SECRET_BYTES);

/** @param storeOf the store as a workspace sees it: a credential names its workspace, and is looked up there alone. */
export function createApiKeyVerifier(
  storeOf: (workspaceId: WorkspaceId) => Store,
  pepper: Uint8Array,
  { nowMs = Date.now, rememberForMs = 2_000, maxRemembered = 10_000, onUsed }: VerifierOptions = {},
): VerifyApiKey {
  const remembered = new Map<string, KnownKey & { staleAtMs: number }>();
  const looking = new Map<string, Promise<KnownKey | null>>();

  async function knownKey(
    workspaceId: WorkspaceId,
    keyId: string,
    { knownOnly = false }: VerifyOptions,
  ): Promise<KnownKey | null> {
    const name = `${workspaceId} ${keyId}`;
    const known = remembered.get(name);
    if (known !== undefined && known.staleAtMs > nowMs()) return known;
    if (knownOnly && known === undefined) return null;
    let look = looking.get(name);
    if (look === undefined) {
      look = findApiKey(storeOf(workspaceId), workspaceId, keyId).finally(() => looking.delete(name));
      looking.set(name, look); // A4
    }
    return look;
  }

  /** Whoever was not used for the longest time leaves first. */
  function remember(key: KnownKey): void {
    const name = `${key.workspaceId} ${key.keyId}`;
    const isFresh = (remembered.get(name)?.staleAtMs ?? 0) > nowMs();
    if (isFresh) return;
    remembered.delete(name);
    remembered.set(name, { ...key, staleAtMs: nowMs() + rememberForMs });
    const [oldest] = remembered.keys();
    if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest);
    onUsed?.(apiKey(key), nowMs());
  }

  return async (workspaceId, secret, options = {}) => {
    const presented = hashKey(pepper, secret);
    const keyId = keyIdOf(secret);
    const key = keyId === null ? null : await knownKey(workspaceId, keyId, options);
    const isValid = timingSafeEqual(presented, key?.keyHash ?? UNKNOWN_KEY_HASH); // A1
    if (key === null || !isValid || key.archivedAtMs <= nowMs()) return null;
    remember(key);
    return apiKey(key);
  };
}

const apiKey = ({ workspaceId, keyId, actor, scopes }: ApiKey): ApiKey => ({
  workspaceId,
  keyId,
  actor,
  scopes,
});

async function findApiKey(store: Store, workspaceId: WorkspaceId, keyId: string): Promise<KnownKey | null> {
  const row = await store.db
    .selectFrom("api_keys")
    .select(["workspace_id", "key_id", "key_hash", "actor", "scopes", "archived_at"])
    .where("workspace_id", "=", workspaceId)
    .where("key_id", "=", keyId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    workspaceId: row.workspace_id,
    keyId: row.key_id,
    keyHash: row.key_hash,
    actor: row.actor,
    scopes: row.scopes as ApiKeyScope[],
    archivedAtMs: row.archived_at?.getTime() ?? Infinity,
  };
}
