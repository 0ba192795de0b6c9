// The authorization configurations that the runs of a thread name: read from the bus when they are first needed, opened
// in memory, and followed as they change. At most MAX_CONFIGURATIONS; the one that was opened first leaves first.
import type { AccessTokens, SealedSecrets, TokenRef } from "@sluice/bus";
import { AuthorizationSettings, type SealedConfiguration } from "@sluice/schema";
import { type Clock, type Egress, fetchToken, TokenSource } from "@sluice/sender";
import type { Vault } from "@sluice/vault";
import type { OpenConfiguration } from "./open-configuration.ts";

const MAX_CONFIGURATIONS = 500;

export interface ConfigurationPorts {
  /** Names this thread. */
  owner: string;
  clock: Clock;
  secrets: Pick<SealedSecrets, "getConfiguration">;
  tokens: Pick<AccessTokens, "get" | "write">;
  vault: Vault;
  egress: Egress;
}

export class Configurations {
  readonly #ports: ConfigurationPorts;
  readonly #open = new Map<string, OpenConfiguration>();
  /** Being read for the first time: a change that is told meanwhile must not be missed. */
  readonly #loading = new Set<string>();

  constructor(ports: ConfigurationPorts) {
    this.#ports = ports;
  }

  /** @returns null when it is not on the bus. @throws VaultError when it cannot be opened here. */
  async get(ref: TokenRef): Promise<OpenConfiguration | null> {
    const held = this.#open.get(keyOf(ref));
    if (held !== undefined) return held;
    this.#loading.add(keyOf(ref));
    try {
      return await this.refresh(ref);
    } finally {
      this.#loading.delete(keyOf(ref));
    }
  }

  /** Its settings may have changed. Only what is held is worth it: see `holds`. */
  async refresh(ref: TokenRef): Promise<OpenConfiguration | null> {
    const sealed = await this.#ports.secrets.getConfiguration(ref.workspaceId, ref.configurationId);
    const held = this.#open.get(keyOf(ref));
    if (sealed === null) return held ?? null; // it was deleted: whoever still sends with it has a run that is ending
    if (held !== undefined && held.version >= sealed.version) return held;
    return this.#adopt(ref, held, sealed);
  }

  holds(ref: TokenRef): boolean {
    return this.#open.has(keyOf(ref)) || this.#loading.has(keyOf(ref));
  }

  sourceOf(ref: TokenRef): TokenSource | null {
    return this.#open.get(keyOf(ref))?.source ?? null;
  }

  /** Tokens are fetched for what was used since the last tick. */
  tick(): void {
    for (const configuration of this.#open.values()) {
      if (!configuration.isUsed) continue;
      configuration.isUsed = false;
      configuration.source?.tick();
    }
  }

  #adopt(
    ref: TokenRef,
    held: OpenConfiguration | undefined,
    { version, sealed }: SealedConfiguration,
  ): OpenConfiguration {
    const { workspaceId, configurationId: id } = ref;
    const text = this.#ports.vault.open(sealed, { workspaceId, kind: "authorization", id, version });
    const settings = AuthorizationSettings.parse(JSON.parse(text));
    const opened = { id, version, settings, source: this.#sourceFor(ref, version, settings), isUsed: true };
    if (held !== undefined) return Object.assign(held, opened);
    this.#makeRoom();
    this.#open.set(keyOf(ref), opened);
    return opened;
  }

  #sourceFor(ref: TokenRef, version: number, settings: AuthorizationSettings): TokenSource | null {
    if (settings.type !== "OAUTH2") return null;
    const { clock, owner, tokens, vault, egress } = this.#ports;
    const { workspaceId, configurationId: id } = ref;
    const sealedFor = (tokenVersion: number) =>
      ({ workspaceId, kind: "token", id, version: tokenVersion }) as const;
    return new TokenSource(version, {
      clock,
      random: Math.random,
      owner,
      read: () => tokens.get(ref),
      write: (entry, expectedRevision) => tokens.write(ref, entry, expectedRevision),
      fetch: () => fetchToken(egress, settings, () => clock.nowMs()),
      seal: (token, tokenVersion) => vault.seal(token, sealedFor(tokenVersion)),
      open: (sealed, tokenVersion) => openToken(vault, sealed, sealedFor(tokenVersion)),
    });
  }

  #makeRoom(): void {
    const [oldest] = this.#open.keys();
    if (this.#open.size >= MAX_CONFIGURATIONS && oldest !== undefined) this.#open.delete(oldest);
  }
}

/** Sealed with a key that this process was not given yet: another token is fetched. */
function openToken(vault: Vault, sealed: string, sealedFor: Parameters<Vault["open"]>[1]): string | null {
  try {
    return vault.open(sealed, sealedFor);
  } catch {
    return null;
  }
}

const keyOf = ({ workspaceId, configurationId }: TokenRef): string => `${workspaceId}.${configurationId}`;
