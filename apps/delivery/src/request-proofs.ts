// What proves to endpoints who sends, for all runs of a thread. Secrets come sealed over the bus and are opened here, in
// memory; none of them is ever part of a batch, a ledger entry or a log line.
//
//   P1. A batch whose secrets are not there yet, or cannot be opened, is given back: nothing leaves unsigned, or without
//       the authorization that its campaign names.
import { setTimeout as sleep } from "node:timers/promises";
import { AccessTokens, type Bus, SealedSecrets, type TokenRef } from "@sluice/bus";
import type { WorkspaceId } from "@sluice/schema";
import type { Clock, Egress, PoolCertificate, RequestProof, RunTemplate } from "@sluice/sender";
import { Vault, VaultError, type VaultKey } from "@sluice/vault";
import { Configurations } from "./configurations.ts";
import { certificateOf, RunAuthorization } from "./open-configuration.ts";
import { Signers } from "./signers.ts";

const WATCH_RETRY_MS = 500;

export type FoundProof =
  | { kind: "ready"; proof: RequestProof; certificate: PoolCertificate | null }
  | { kind: "missing"; why: string };

export interface ProofOptions {
  bus: Bus;
  owner: string;
  clock: Clock;
  egress: Egress;
  vaultKeys: readonly VaultKey[];
}

export class RequestProofs {
  readonly #secrets: SealedSecrets;
  readonly #tokens: AccessTokens;
  readonly #configurations: Configurations;
  readonly #signers: Signers;

  private constructor(secrets: SealedSecrets, tokens: AccessTokens, options: ProofOptions) {
    const vault = new Vault(options.vaultKeys);
    this.#secrets = secrets;
    this.#tokens = tokens;
    this.#configurations = new Configurations({ ...options, secrets, tokens, vault });
    this.#signers = new Signers(secrets, vault);
  }

  static async open(options: ProofOptions): Promise<RequestProofs> {
    const [secrets, tokens] = await Promise.all([
      SealedSecrets.open(options.bus),
      AccessTokens.open(options.bus),
    ]);
    return new RequestProofs(secrets, tokens, options);
  }

  /** Follows changes until the thread ends. */
  start(): void {
    void forEver(() => this.#followSecrets());
    void forEver(() => this.#followTokens());
  }

  /** Several times a second, while anything is sent: fetches tokens. */
  tick(): void {
    this.#configurations.tick();
  }

  /** P1. Rejects when the bus does not answer. */
  async of(
    workspaceId: WorkspaceId,
    { authorization, clientCertificateId }: Pick<RunTemplate, "authorization" | "clientCertificateId">,
  ): Promise<FoundProof> {
    try {
      const signer = await this.#signers.get(workspaceId);
      if (signer === null) return missing("the workspace's signing secret is not on the bus yet");
      const find = (id: string | undefined) =>
        id === undefined ? undefined : this.#configurations.get({ workspaceId, configurationId: id });
      const named = await find(authorization?.configuration_id);
      const shown = await find(clientCertificateId);
      if (named === null || shown === null)
        return missing("an authorization configuration is not on the bus");
      const run =
        named === undefined || authorization === undefined
          ? null
          : new RunAuthorization(named, authorization);
      const certificate = shown === undefined ? null : certificateOf(shown);
      return { kind: "ready", proof: { authorization: run, signer }, certificate };
    } catch (error) {
      if (error instanceof VaultError) return missing(error.message);
      throw error;
    }
  }

  async #followSecrets(): Promise<void> {
    for await (const { workspaceId, configurationId } of this.#secrets.watch(new AbortController().signal)) {
      if (configurationId === null) await this.#refreshSigner(workspaceId);
      else await this.#refreshConfiguration({ workspaceId, configurationId });
    }
  }

  async #refreshSigner(workspaceId: WorkspaceId): Promise<void> {
    if (this.#signers.holds(workspaceId)) await this.#signers.refresh(workspaceId).catch(keepTheOld);
  }

  async #refreshConfiguration(ref: TokenRef): Promise<void> {
    if (this.#configurations.holds(ref)) await this.#configurations.refresh(ref).catch(keepTheOld);
  }

  async #followTokens(): Promise<void> {
    for await (const { entry, revision, ...ref } of this.#tokens.watch(new AbortController().signal))
      this.#configurations.sourceOf(ref)?.receive({ entry, revision });
  }
}

/** Sealed with a key that is not here yet, most likely; what is open goes on. */
function keepTheOld(error: unknown): void {
  if (!(error instanceof VaultError)) throw error;
}

const missing = (why: string): FoundProof => ({ kind: "missing", why });

/** A watch that breaks is opened anew, and says everything again. */
async function forEver(follow: () => Promise<void>): Promise<never> {
  for (;;) {
    await follow().catch(() => undefined);
    await sleep(WATCH_RETRY_MS);
  }
}
