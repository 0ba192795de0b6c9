// What the API needs of keys: who calls, and the keys of a workspace.
import type { WorkspaceId } from "@sluice/schema";
import type { TellOutcome } from "@sluice/store";

export const SCOPES = [
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
export type Scope = (typeof SCOPES)[number];

/** Who calls, as the API key says. Nothing of this is ever taken from a request's body. */
export interface Caller {
  workspaceId: WorkspaceId;
  keyId: string;
  actor: string;
  scopes: readonly Scope[];
}

/** @param options.knownOnly only a key that has been used here before is looked up */
export type VerifyKey = (
  workspaceId: string,
  secret: string,
  options?: { knownOnly?: boolean },
) => Promise<Caller | null>;

/** For the audit log, and for what may be given. */
export interface KeyMaker {
  person: string;
  source: string;
  scopes: readonly Scope[];
}

export interface MintedKey {
  keyId: string;
  secret: string;
}

interface KeyRef {
  workspaceId: WorkspaceId;
  keyId: string;
}

interface Told<T> {
  /** Hears of it within its transaction. */
  tell?: TellOutcome<T> | undefined;
}

export interface KeyPorts {
  list(workspaceId: WorkspaceId): Promise<
    Array<{
      keyId: string;
      name: string;
      actor: string;
      scopes: readonly Scope[];
      createdAt: Date;
      createdBy: string;
      lastUsedAt: Date | null;
      archivedAt: Date | null;
    }>
  >;
  create(
    key: {
      workspaceId: WorkspaceId;
      actor: string;
      name: string;
      scopes: readonly Scope[];
    } & Told<MintedKey>,
    by: KeyMaker,
  ): Promise<MintedKey>;
  rotate(key: KeyRef & { overlapMs: number } & Told<MintedKey>, by: KeyMaker): Promise<MintedKey>;
  archive(key: KeyRef & Told<void>, by: KeyMaker): Promise<void>;
  /** When keys were used last; called from time to time. */
  storeUse(): Promise<void>;
}
