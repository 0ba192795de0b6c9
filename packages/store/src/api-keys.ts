// API keys: `<8-character id>_<32 random bytes, base64url>`, shown once. What is stored is HMAC-SHA-256(pepper, key): the
// key is random, so a fast hash is enough, and without the pepper a stolen table is worth nothing.
//
//   A1. Digests are compared in constant time; an unknown id costs a comparison as well.
//   A2. A verified key is remembered for a short while, so that an archived key is refused at the latest then.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

export const API_KEY_SCOPES = ["view", "create_manage", "publish", "approve", "import", "secrets", "send"] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

export interface NewApiKey {
  workspaceId: WorkspaceId;
  /** The person whose key it is, as four-eyes and the audit log know them: an e-mail address or a name. */
  actor: string;
  scopes: readonly ApiKeyScope[];
}

export interface ApiKey {
  workspaceId: WorkspaceId;
  keyId: string;
  actor: string;
  scopes: readonly ApiKeyScope[];
}

const KEY_FORM = /^[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/;
const KEY_ID_LENGTH = 8;
const SECRET_BYTES = 32;

/** @returns the secret, which cannot be read again. */
export async function createApiKey(
  store: Store,
  pepper: Uint8Array,
  key: NewApiKey,
): Promise<{ keyId: string; secret: string }> {
  const keyId = randomBytes(KEY_ID_LENGTH / 2).toString("hex");
  const secret = `${keyId}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  await store.db
    .insertInto("api_keys")
    .values({
      workspace_id: key.workspaceId,
      key_id: keyId,
      key_hash: hashKey(pepper, secret),
      actor: key.actor.trim(),
      scopes: [...key.scopes],
    })
    .execute();
  return { keyId, secret };
}

/** The key is refused from now on (A2: within the verifier's memory). */
export async function archiveApiKey(
  store: Store,
  { workspaceId, keyId, nowMs }: { workspaceId: WorkspaceId; keyId: string; nowMs: number },
): Promise<void> {
  await store.db
    .updateTable("api_keys")
    .set({ archived_at: new Date(nowMs) })
    .where("workspace_id", "=", workspaceId)
    .where("key_id", "=", keyId)
    .where("archived_at", "is", null)
    .execute();
}

export interface VerifierOptions {
  nowMs?: () => number;
  rememberForMs?: number;
  maxRemembered?: number;
}

type KnownKey = ApiKey & { keyHash: Buffer; forgetAtMs: number };

/** @returns the key behind a workspace id and a secret, or null: unknown, archived, or of another workspace. */
export type VerifyApiKey = (workspaceId: string, secret: string) => Promise<ApiKey | null>;

export function createApiKeyVerifier(
  store: Store,
  pepper: Uint8Array,
  { nowMs = Date.now, rememberForMs = 10_000, maxRemembered = 10_000 }: VerifierOptions = {},
): VerifyApiKey {
  const remembered = new Map<string, KnownKey>();

  async function knownKey(workspaceId: string, keyId: string): Promise<KnownKey | null> {
    const name = `${workspaceId} ${keyId}`;
    const known = remembered.get(name);
    if (known !== undefined && known.forgetAtMs > nowMs()) return known;
    remembered.delete(name);
    const found = await findApiKey(store, workspaceId, keyId);
    return found === null ? null : { ...found, forgetAtMs: nowMs() + rememberForMs };
  }

  /** Only keys that verified are remembered: guesses cannot push others out. The oldest leaves first. */
  function remember(key: KnownKey): void {
    remembered.set(`${key.workspaceId} ${key.keyId}`, key);
    const [oldest] = remembered.keys();
    if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest);
  }

  return async (workspaceId, secret) => {
    const presented = hashKey(pepper, secret);
    const key = KEY_FORM.test(secret) ? await knownKey(workspaceId, secret.slice(0, KEY_ID_LENGTH)) : null;
    const isValid = timingSafeEqual(presented, key?.keyHash ?? UNKNOWN_KEY_HASH); // A1
    if (key === null || !isValid) return null;
    remember(key);
    return { workspaceId: key.workspaceId, keyId: key.keyId, actor: key.actor, scopes: key.scopes };
  };
}

const UNKNOWN_KEY_HASH = Buffer.alloc(SECRET_BYTES);

const hashKey = (pepper: Uint8Array, secret: string): Buffer =>
  createHmac("sha256", pepper).update(secret).digest();

async function findApiKey(
  store: Store,
  workspaceId: string,
  keyId: string,
): Promise<Omit<KnownKey, "forgetAtMs"> | null> {
  const row = await store.db
    .selectFrom("api_keys")
    .select(["workspace_id", "key_id", "key_hash", "actor", "scopes"])
    .where("workspace_id", "=", workspaceId)
    .where("key_id", "=", keyId)
    .where("archived_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    workspaceId: row.workspace_id,
    keyId: row.key_id,
    keyHash: row.key_hash,
    actor: row.actor,
    scopes: row.scopes as ApiKeyScope[],
  };
}
