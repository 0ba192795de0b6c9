// New signing secrets, as Standard Webhooks writes them.
import { randomBytes } from "node:crypto";
import type { WorkspaceId } from "@sluice/schema";
import type { Vault } from "./vault.ts";

const SECRET_BYTES = 32;

export interface MintedSigningSecret {
  id: string;
  /** `whsec_` and base64: shown once, to the person who will verify with it. */
  secret: string;
  sealed: string;
}

export function mintSigningSecret(vault: Vault, workspaceId: WorkspaceId): MintedSigningSecret {
  const id = randomBytes(8).toString("hex");
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
  return { id, secret, sealed: vault.seal(secret, { workspaceId, kind: "signing", id, version: 1 }) };
}
