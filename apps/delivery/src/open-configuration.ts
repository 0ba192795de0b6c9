// An authorization configuration as a sender thread has it: settings opened in memory, and the token that goes with them.
import type { AuthorizationSettings, ConnectorAuthorization } from "@sluice/schema";
import {
  fixedAuthorization,
  type PoolCertificate,
  type RequestAuthorization,
  TokenAuthorization,
  type TokenSource,
} from "@sluice/sender";

/** Replaced in place when the settings change: runs that use it go on with the new ones. */
export interface OpenConfiguration {
  id: string;
  version: number;
  settings: AuthorizationSettings;
  /** OAUTH2 only. */
  source: TokenSource | null;
  /** Since the last tick. */
  isUsed: boolean;
}

/** The authorization of one run: HOT, and always that of the present version. */
export class RunAuthorization implements RequestAuthorization {
  readonly #configuration: OpenConfiguration;
  readonly #connector: ConnectorAuthorization;
  #version: number;
  #inner: RequestAuthorization;

  constructor(configuration: OpenConfiguration, connector: ConnectorAuthorization) {
    this.#configuration = configuration;
    this.#connector = connector;
    this.#version = configuration.version;
    this.#inner = innerOf(configuration, connector);
  }

  get reattemptStatuses(): ReadonlySet<number> {
    return this.#inner.reattemptStatuses;
  }

  isReady(): boolean {
    const configuration = this.#configuration;
    configuration.isUsed = true;
    if (configuration.version !== this.#version) {
      this.#version = configuration.version;
      this.#inner = innerOf(configuration, this.#connector);
    }
    return this.#inner.isReady();
  }

  headers(): readonly string[] {
    return this.#inner.headers();
  }

  refuse(startedMs: number): number {
    return this.#inner.refuse(startedMs);
  }

  wasRenewed(startedMs: number, ticket: number): boolean | null {
    return this.#inner.wasRenewed(startedMs, ticket);
  }
}

function innerOf(
  { settings, source }: OpenConfiguration,
  { prefix, reattempt_error_codes }: ConnectorAuthorization,
): RequestAuthorization {
  if (settings.type === "BASIC" || settings.type === "STATIC_HEADERS") return fixedAuthorization(settings);
  if (settings.type !== "OAUTH2" || source === null)
    throw new Error("this configuration authorizes no request");
  return new TokenAuthorization(source, {
    prefix: prefix ?? settings.prefix,
    reattemptStatuses: reattempt_error_codes ?? settings.reattempt_error_codes,
  });
}

/** null: the configuration is no client certificate. */
export function certificateOf({ id, version, settings }: OpenConfiguration): PoolCertificate | null {
  if (settings.type !== "MUTUAL_TLS") return null;
  const { certificate_pem, private_key_pem, authority_pem } = settings;
  const certificate = {
    certificatePem: certificate_pem,
    privateKeyPem: private_key_pem,
    ...(authority_pem === undefined ? {} : { authorityPem: authority_pem }),
  };
  return { id, version, certificate };
}
