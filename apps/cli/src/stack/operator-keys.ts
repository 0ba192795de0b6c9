// The same as over HTTP (key-api.ts), on the database itself: for the operator, who needs no key to make the first one.
import {
  ApiKeyError,
  archiveApiKey,
  createApiKey,
  type ListedApiKey,
  listApiKeys,
  rotateApiKey,
} from "@sluice/store";
import type { KeyApi } from "../api/key-api.ts";
import { badInput } from "../cli-error.ts";
import type { OperatorStore } from "./operator-store.ts";

const MINUTE_MS = 60_000;
const FOREIGN_KEY_VIOLATION = "23503";

export function operatorKeys({ store, pepper }: OperatorStore, workspaceId: string): KeyApi {
  const told = <T>(result: Promise<T>): Promise<T> =>
    result.catch((error: unknown) => {
      throw toBadInput(error, workspaceId);
    });
  return {
    list: async () => (await listApiKeys(store, workspaceId)).map(toListedKey),
    create: async (key) => toMintedKey(await told(createApiKey(store, pepper, { workspaceId, ...key }))),
    rotate: async (keyId, overlapMinutes) => {
      const overlapMs = overlapMinutes * MINUTE_MS;
      const change = { workspaceId, keyId, overlapMs, nowMs: Date.now() };
      return toMintedKey(await told(rotateApiKey(store, pepper, change)));
    },
    archive: async (keyId) => {
      await told(archiveApiKey(store, { workspaceId, keyId, nowMs: Date.now() }));
      return { key_id: keyId };
    },
  };
}

const toMintedKey = ({ keyId, secret }: { keyId: string; secret: string }) => ({ key_id: keyId, secret });

const toListedKey = (key: ListedApiKey) => ({
  key_id: key.keyId,
  name: key.name,
  actor: key.actor,
  scopes: key.scopes,
  created_at: key.createdAt,
  created_by: key.createdBy,
  last_used_at: key.lastUsedAt,
  archived_at: key.archivedAt,
});

/** Keys belong to a workspace that is there: the database says so. */
function toBadInput(error: unknown, workspaceId: string): unknown {
  if (error instanceof ApiKeyError) return badInput(error.message, { cause: error });
  const isMissing = error instanceof Error && Reflect.get(error, "code") === FOREIGN_KEY_VIOLATION;
  return isMissing
    ? badInput(`There is no workspace ${workspaceId}. Make it: sluice workspace create ${workspaceId}`)
    : error;
}
