// API keys of a workspace: made, listed, rotated, archived. Each change leaves its line in the audit log.
//
//   K1. A key gives only scopes that its maker has: nobody raises their own rights.
//   K2. A rotated key ends when its overlap is over, an archived one now; neither comes back.
import type { WorkspaceId } from "@sluice/schema";
import type { Kysely } from "kysely";
import { hashKey, type MintedKey, mintKey } from "./api-key-secret.ts";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";
import type { TellOutcome } from "./idempotency-keys.ts";
import { auditWorkspace } from "./workspace-audit.ts";

export const API_KEY_SCOPES = [
  "view",
  "create_manage",
  "publish",
  "approve",
  "import",
  "data",
  "secrets",
  "send",
  "admin",
] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/** Who changes keys, for the audit log, and what they may give (K1). */
export interface KeyMaker {
  person: string;
  source: string;
  scopes: readonly ApiKeyScope[];
}

/** Whoever has the database. */
export const OPERATOR: KeyMaker = { person: "operator", source: "command line", scopes: API_KEY_SCOPES };

export interface NewApiKey {
  workspaceId: WorkspaceId;
  /** The person whose key it is, as four-eyes and the audit log know them: an e-mail address or a name. */
  actor: string;
  scopes: readonly ApiKeyScope[];
  /** At most 100 characters. */
  name?: string;
  tell?: TellOutcome<MintedKey> | undefined;
}

export interface ListedApiKey {
  keyId: string;
  name: string;
  actor: string;
  scopes: readonly ApiKeyScope[];
  createdAt: Date;
  createdBy: string;
  /** To the minute, and a minute late. */
  lastUsedAt: Date | null;
  /** From then on it is refused; in the future while a rotation overlaps. */
  archivedAt: Date | null;
}

export type ApiKeyErrorCode = "KEY_NOT_FOUND" | "SCOPE_NOT_HELD" | "TOO_MANY_KEYS";

export class ApiKeyError extends Error {
  override readonly name = "ApiKeyError";
  readonly code: ApiKeyErrorCode;

  constructor(code: ApiKeyErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Of one workspace, not archived. */
const MAX_KEYS = 500;
const MAX_LISTED = 1_000;

/** @returns the secret, which cannot be read again. @throws ApiKeyError SCOPE_NOT_HELD, TOO_MANY_KEYS */
export async function createApiKey(
  store: Store,
  pepper: Uint8Array,
  key: NewApiKey,
  by: KeyMaker = OPERATOR,
  nowMs = Date.now(),
): Promise<MintedKey> {
  assertHeld(key.scopes, by);
  return store.db.transaction().execute(async (tx) => {
    await refuseTooMany(tx, key.workspaceId, nowMs);
    const minted = await insertKey(tx, pepper, key, by);
    const detail = { key_id: minted.keyId, for: key.actor, scopes: key.scopes.join(" ") };
    await auditWorkspace(tx, { workspaceId: key.workspaceId, action: "api_key.created", by, detail, nowMs });
    await key.tell?.(tx, minted);
    return minted;
  });
}

export interface KeyChange {
  workspaceId: WorkspaceId;
  keyId: string;
  nowMs: number;
}

/**
 * A new secret with the name, person and scopes of the old one, which goes on for `overlapMs`.
 * @throws ApiKeyError KEY_NOT_FOUND (also when archived), SCOPE_NOT_HELD
 */
export async function rotateApiKey(
  store: Store,
  pepper: Uint8Array,
  {
    overlapMs,
    tell,
    ...change
  }: KeyChange & { overlapMs: number; tell?: TellOutcome<MintedKey> | undefined },
  by: KeyMaker = OPERATOR,
): Promise<MintedKey> {
  const { workspaceId, keyId, nowMs } = change;
  return store.db.transaction().execute(async (tx) => {
    const old = await endKey(tx, { ...change, nowMs: nowMs + overlapMs });
    assertHeld(old.scopes, by);
    const minted = await insertKey(tx, pepper, { ...old, workspaceId }, by);
    const detail = { key_id: keyId, new_key_id: minted.keyId, overlap_ms: overlapMs };
    await auditWorkspace(tx, { workspaceId, action: "api_key.rotated", by, detail, nowMs });
    await tell?.(tx, minted);
    return minted;
  });
}

/** For good. @throws ApiKeyError KEY_NOT_FOUND (also when archived) */
export async function archiveApiKey(
  store: Store,
  { tell, ...change }: KeyChange & { tell?: TellOutcome<void> | undefined },
  by: KeyMaker = OPERATOR,
): Promise<void> {
  await store.db.transaction().execute(async (tx) => {
    const { actor } = await endKey(tx, change);
    const detail = { key_id: change.keyId, of: actor };
    await auditWorkspace(tx, { ...change, action: "api_key.archived", by, detail });
    await tell?.(tx);
  });
}

/** Newest first, at most 1,000; archived ones too. */
export async function listApiKeys(store: Store, workspaceId: WorkspaceId): Promise<ListedApiKey[]> {
  const rows = await store.db
    .selectFrom("api_keys")
    .select(["key_id", "name", "actor", "scopes", "created_at", "created_by", "last_used_at", "archived_at"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("created_at", "desc")
    .orderBy("key_id")
    .limit(MAX_LISTED)
    .execute();
  return rows.map((row) => ({
    keyId: row.key_id,
    name: row.name,
    actor: row.actor,
    scopes: row.scopes as ApiKeyScope[],
    createdAt: row.created_at,
    createdBy: row.created_by,
    lastUsedAt: row.last_used_at,
    archivedAt: row.archived_at,
  }));
}

function assertHeld(scopes: readonly ApiKeyScope[], by: KeyMaker): void {
  const missing = scopes.filter((scope) => !by.scopes.includes(scope));
  if (missing.length === 0) return;
  throw new ApiKeyError(
    "SCOPE_NOT_HELD",
    `Your key does not have ${missing.join(", ")} itself, and a key gives only what it has. Use one that has them.`,
  );
}

async function refuseTooMany(tx: Kysely<Database>, workspaceId: WorkspaceId, nowMs: number): Promise<void> {
  const { count } = await tx
    .selectFrom("api_keys")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where((eb) => eb.or([eb("archived_at", "is", null), eb("archived_at", ">", new Date(nowMs))]))
    .executeTakeFirstOrThrow();
  if (count < MAX_KEYS) return;
  throw new ApiKeyError("TOO_MANY_KEYS", `There are ${MAX_KEYS} keys in use. Archive some that nobody uses.`);
}

async function insertKey(
  tx: Kysely<Database>,
  pepper: Uint8Array,
  { workspaceId, actor, scopes, name = "" }: NewApiKey,
  by: KeyMaker,
): Promise<MintedKey> {
  const minted = mintKey();
  await tx
    .insertInto("api_keys")
    .values({
      workspace_id: workspaceId,
      key_id: minted.keyId,
      key_hash: hashKey(pepper, minted.secret),
      actor: actor.trim(),
      scopes: [...scopes],
      name,
      created_by: by.person,
    })
    .execute();
  return minted;
}

/** K2: one that has an end keeps it. */
async function endKey(
  tx: Kysely<Database>,
  { workspaceId, keyId, nowMs }: KeyChange,
): Promise<Omit<NewApiKey, "workspaceId">> {
  const row = await tx
    .updateTable("api_keys")
    .set({ archived_at: new Date(nowMs) })
    .where("workspace_id", "=", workspaceId)
    .where("key_id", "=", keyId)
    .where((eb) => eb.or([eb("archived_at", "is", null), eb("archived_at", ">", new Date(nowMs))]))
    .returning(["actor", "scopes", "name"])
    .executeTakeFirst();
  if (row === undefined)
    throw new ApiKeyError("KEY_NOT_FOUND", `There is no key ${keyId} in use here. List the keys.`);
  return { ...row, scopes: row.scopes as ApiKeyScope[] };
}
