// The ports of keys, fitted from Postgres: everything in the workspace that the credential names.
import type { WorkspaceId } from "@sluice/schema";
import {
  ApiKeyUse,
  archiveApiKey,
  createApiKey,
  createApiKeyVerifier,
  listApiKeys,
  rotateApiKey,
  type Store,
} from "@sluice/store";
import type { KeyPorts, VerifyKey } from "./key-ports.ts";

/** Known callers are remembered for a second more (known-callers.ts): an archived key is refused after two. */
const VERIFIED_FOR_MS = 1_000;

export function connectKeyPorts(
  of: (workspaceId: WorkspaceId) => Store,
  pepper: Uint8Array,
): { verifyKey: VerifyKey; keys: KeyPorts } {
  const use = new ApiKeyUse(of);
  return {
    verifyKey: createApiKeyVerifier(of, pepper, {
      rememberForMs: VERIFIED_FOR_MS,
      onUsed: (key, nowMs) => use.note(key, nowMs),
    }),
    keys: {
      list: (workspaceId) => listApiKeys(of(workspaceId), workspaceId),
      create: (key, by) => createApiKey(of(key.workspaceId), pepper, key, by),
      rotate: (key, by) => rotateApiKey(of(key.workspaceId), pepper, { ...key, nowMs: Date.now() }, by),
      archive: (key, by) => archiveApiKey(of(key.workspaceId), { ...key, nowMs: Date.now() }, by),
      storeUse: () => use.flush(),
    },
  };
}
