// What the desks for secrets need: the caller's part of the store, the vault, and the buckets that senders read.
import type { AccessTokens, SealedSecrets } from "@sluice/bus";
import type { Actor } from "@sluice/campaigns";
import type { WorkspaceId } from "@sluice/schema";
import type { Store } from "@sluice/store";
import type { Vault } from "@sluice/vault";
import type { FetchToken } from "./try-settings.ts";

export interface SecretPorts {
  /** Shows rows of this workspace alone. */
  storeOf: (workspaceId: WorkspaceId) => Store;
  vault: Vault;
  secrets: Pick<SealedSecrets, "putConfiguration" | "removeConfiguration" | "putSigning">;
  tokens: Pick<AccessTokens, "remove">;
  fetchToken: FetchToken;
  nowMs: () => number;
  randomBytes: (count: number) => Uint8Array;
  /** The bus did not take it. Postgres has the truth, and the planner puts it again; for the log. */
  onNotPut: (error: unknown) => void;
}

/** Who asks, from the credential. */
export interface Caller {
  workspaceId: WorkspaceId;
  actor: Actor;
}
