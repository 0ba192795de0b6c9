// HEAL: what Postgres says of secrets is what senders see on the bus, sealed in both. Compared with the bus itself, of
// every workspace that sends: at once when it begins, then every few seconds.
import type { SealedSecrets } from "@sluice/bus";
import type { SealedConfiguration, SealedSigning, WorkspaceId } from "@sluice/schema";
import {
  addFirstSigningSecret,
  liveSigningSecrets,
  type SealedAuthorization,
  sealedAuthorizations,
  type Store,
  type StoredSigningSecret,
  workspacesThatSend,
  workspacesWithoutSecret,
} from "@sluice/store";
import { mintSigningSecret, type Vault } from "@sluice/vault";

const CHECK_MS = 5_000;
/** Not each time the bell rings: a workspace that begins to send is seen to at once, any other one has the time. */
const MINT_MS = 500;
const MAX_MINTED_AT_ONCE = 100;

export interface SecretMirrorPorts {
  store: Store;
  secrets: Pick<SealedSecrets, "getConfiguration" | "putConfiguration" | "getSigning" | "putSigning">;
  vault: Vault;
  nowMs: () => number;
}

export class SecretMirror {
  readonly #ports: SecretMirrorPorts;
  #seenAtMs: ReadonlyMap<WorkspaceId, number> = new Map();
  #mintedAtMs = -Infinity;

  constructor(ports: SecretMirrorPorts) {
    this.#ports = ports;
  }

  /** @returns whether more is to be done at once. */
  async show(): Promise<boolean> {
    const nowMs = this.#ports.nowMs();
    const sending = await workspacesThatSend(this.#ports.store);
    const due = sending.filter((id) => nowMs - (this.#seenAtMs.get(id) ?? 0) >= CHECK_MS);
    // Either way: a clock that was set back must not keep new workspaces waiting.
    const isTimeToMint = due.length > 0 || Math.abs(nowMs - this.#mintedAtMs) >= MINT_MS;
    const isMoreToMint = isTimeToMint && (await this.#mintMissing(nowMs));
    for (const workspaceId of due) await this.#healSigning(workspaceId);
    const authorizations = due.length === 0 ? [] : await sealedAuthorizations(this.#ports.store, due);
    for (const authorization of authorizations) await this.#healConfiguration(authorization);
    const dueNow = new Set(due);
    this.#seenAtMs = new Map(
      sending.map((id) => [id, dueNow.has(id) ? nowMs : (this.#seenAtMs.get(id) ?? 0)]),
    );
    return isMoreToMint;
  }

  async #mintMissing(nowMs: number): Promise<boolean> {
    const { store, vault } = this.#ports;
    const missing = await workspacesWithoutSecret(store, MAX_MINTED_AT_ONCE);
    for (const workspace_id of missing) {
      const { id, sealed } = mintSigningSecret(vault, workspace_id);
      const created_at = new Date(nowMs);
      await addFirstSigningSecret(store.db, { workspace_id, secret_id: id, sealed, created_at });
    }
    const isMore = missing.length === MAX_MINTED_AT_ONCE;
    this.#mintedAtMs = isMore ? -Infinity : nowMs;
    return isMore;
  }

  async #healSigning(workspaceId: WorkspaceId): Promise<void> {
    const { store, secrets, nowMs } = this.#ports;
    const live = await liveSigningSecrets(store.db, workspaceId, new Date(nowMs()));
    if (live.length === 0) return;
    const signing = toSealedSigning(live);
    const onBus = await secrets.getSigning(workspaceId).catch(() => null);
    if (JSON.stringify(onBus) !== JSON.stringify(signing)) await secrets.putSigning(workspaceId, signing);
  }

  async #healConfiguration(authorization: SealedAuthorization): Promise<void> {
    const { secrets } = this.#ports;
    const { workspaceId, configurationId, type, version, sealed } = authorization;
    const configuration: SealedConfiguration = { v: 1, type, version, sealed };
    const onBus = await secrets.getConfiguration(workspaceId, configurationId).catch(() => null);
    if (JSON.stringify(onBus) === JSON.stringify(configuration)) return;
    await secrets.putConfiguration(workspaceId, configurationId, configuration);
  }
}

const toSealedSigning = (live: readonly StoredSigningSecret[]): SealedSigning => ({
  v: 1,
  secrets: live.map(({ secret_id, sealed, retires_at }) => ({
    id: secret_id,
    sealed,
    retires_at_ms: retires_at?.getTime() ?? null,
  })),
});
