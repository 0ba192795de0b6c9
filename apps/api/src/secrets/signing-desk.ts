// Signing secrets: listed by age, and rotated. A secret is shown once, when it is made.
import { SIGNING_SECRETS_MAX, type SigningSecretView, type WorkspaceId } from "@sluice/schema";
import {
  auditWorkspace,
  liveSigningSecrets,
  rotateSigningSecret,
  type StoredSigningSecret,
  type TellOutcome,
} from "@sluice/store";
import { mintSigningSecret } from "@sluice/vault";
import { ApiError } from "../api-error.ts";
import type { Caller, SecretPorts } from "./secret-ports.ts";

const HOUR_MS = 3_600_000;

type RotatedSecret = SigningSecretView & { secret: string };

export class SigningDesk {
  readonly #ports: SecretPorts;

  constructor(ports: SecretPorts) {
    this.#ports = ports;
  }

  /** Those that sign now, the newest first. */
  async list({ workspaceId }: Caller): Promise<SigningSecretView[]> {
    return (await this.#live(workspaceId)).map(toView);
  }

  /** @returns the new secret, which cannot be read again; the old one signs beside it for so many hours. */
  async rotate(
    caller: Caller,
    overlapHours: number,
    tellCaller?: TellOutcome<RotatedSecret>,
  ): Promise<RotatedSecret> {
    const { storeOf, vault, nowMs } = this.#ports;
    const { workspaceId, actor } = caller;
    const now = new Date(nowMs());
    const { id, secret, sealed } = mintSigningSecret(vault, workspaceId);
    const row = { workspace_id: workspaceId, secret_id: id, sealed, created_at: now };
    const oldRetiresAt = new Date(now.getTime() + overlapHours * HOUR_MS);
    const rotated = { ...toView({ ...row, retires_at: null }), secret };
    const tell: TellOutcome<void> = async (tx) => {
      const detail = { secret_id: id, overlap_hours: overlapHours };
      const nowMs = now.getTime();
      await auditWorkspace(tx, { workspaceId, action: "signing_secret.rotated", by: actor, detail, nowMs });
      await tellCaller?.(tx, rotated);
    };
    const rotation = { oldRetiresAt, maxLive: SIGNING_SECRETS_MAX, tell };
    const came = await rotateSigningSecret(storeOf(workspaceId), row, rotation);
    if (came === "full")
      throw new ApiError(409, `${SIGNING_SECRETS_MAX} secrets sign already. Wait until one has retired.`);
    if (came === "raced")
      throw new ApiError(409, "Another rotation was faster. List the secrets, and rotate again if you must.");
    await this.#show(workspaceId);
    return rotated;
  }

  #live(workspaceId: WorkspaceId): Promise<StoredSigningSecret[]> {
    const { storeOf, nowMs } = this.#ports;
    return liveSigningSecrets(storeOf(workspaceId).db, workspaceId, new Date(nowMs()));
  }

  async #show(workspaceId: WorkspaceId): Promise<void> {
    const secrets = (await this.#live(workspaceId)).map(({ secret_id, sealed, retires_at }) => ({
      id: secret_id,
      sealed,
      retires_at_ms: retires_at?.getTime() ?? null,
    }));
    const { secrets: bucket, onNotPut } = this.#ports;
    await bucket.putSigning(workspaceId, { v: 1, secrets }).catch((error: unknown) => onNotPut(error));
  }
}

const toView = ({ secret_id, created_at, retires_at }: StoredSigningSecret): SigningSecretView => ({
  id: secret_id,
  created_at: created_at.toISOString(),
  retires_at: retires_at?.toISOString() ?? null,
});
