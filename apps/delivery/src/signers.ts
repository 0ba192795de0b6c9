// The signers of the workspaces whose runs a thread sends: opened in memory when first needed, changed in place.
import type { SealedSecrets } from "@sluice/bus";
import type { SealedSigning, WorkspaceId } from "@sluice/schema";
import { type SigningSecret, WebhookSigner } from "@sluice/sender";
import type { Vault } from "@sluice/vault";

/** The one that was opened first leaves first; a pass that still uses it keeps it as it is. */
const MAX_SIGNERS = 1_000;

export class Signers {
  readonly #secrets: Pick<SealedSecrets, "getSigning">;
  readonly #vault: Vault;
  readonly #open = new Map<WorkspaceId, WebhookSigner>();
  /** Being read for the first time: a change that is told meanwhile must not be missed. */
  readonly #loading = new Set<WorkspaceId>();

  constructor(secrets: Pick<SealedSecrets, "getSigning">, vault: Vault) {
    this.#secrets = secrets;
    this.#vault = vault;
  }

  /** @returns null when the bus has none yet. @throws VaultError when they cannot be opened here. */
  async get(workspaceId: WorkspaceId): Promise<WebhookSigner | null> {
    const held = this.#open.get(workspaceId);
    if (held !== undefined) return held;
    this.#loading.add(workspaceId);
    try {
      return await this.refresh(workspaceId);
    } finally {
      this.#loading.delete(workspaceId);
    }
  }

  holds(workspaceId: WorkspaceId): boolean {
    return this.#open.has(workspaceId) || this.#loading.has(workspaceId);
  }

  async refresh(workspaceId: WorkspaceId): Promise<WebhookSigner | null> {
    const sealed = await this.#secrets.getSigning(workspaceId);
    if (sealed === null) return this.#open.get(workspaceId) ?? null;
    const secrets = this.#opened(workspaceId, sealed);
    const held = this.#open.get(workspaceId);
    held?.use(secrets);
    return held ?? this.#keep(workspaceId, new WebhookSigner(secrets));
  }

  #opened(workspaceId: WorkspaceId, { secrets }: SealedSigning): SigningSecret[] {
    return secrets.map(({ id, sealed, retires_at_ms }) => ({
      secret: this.#vault.open(sealed, { workspaceId, kind: "signing", id, version: 1 }),
      retiresAtMs: retires_at_ms,
    }));
  }

  #keep(workspaceId: WorkspaceId, signer: WebhookSigner): WebhookSigner {
    const [oldest] = this.#open.keys();
    if (this.#open.size >= MAX_SIGNERS && oldest !== undefined) this.#open.delete(oldest);
    this.#open.set(workspaceId, signer);
    return signer;
  }
}
