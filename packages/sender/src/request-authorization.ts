// What an authorization configuration adds to each request of a run. HOT: asked before and for every request.
import type { AuthorizationSettings } from "@sluice/schema";
import type { TokenSource, UsableToken } from "./token-source.ts";

export interface RequestAuthorization {
  /** After an answer with such a status the token is fetched anew, and the request made once more. */
  readonly reattemptStatuses: ReadonlySet<number>;
  /** Without a token no request may leave. */
  isReady(): boolean;
  /** Name, value, name, value; as they were when it was last ready. */
  headers(): readonly string[];
  /** A request that was sent at `startedMs` was refused. @returns what `wasRenewed` needs to know. */
  refuse(startedMs: number): number;
  /** Since then: true, a new token is there; false, the fetch failed; null, not decided. */
  wasRenewed(startedMs: number, ticket: number): boolean | null;
}

const NO_STATUSES: ReadonlySet<number> = new Set();

/** The same for every request: name and password, or headers as they are written. */
export function fixedAuthorization(
  settings: Extract<AuthorizationSettings, { type: "BASIC" | "STATIC_HEADERS" }>,
): RequestAuthorization {
  const headers = fixedHeaders(settings);
  return {
    reattemptStatuses: NO_STATUSES,
    isReady: () => true,
    headers: () => headers,
    refuse: () => 0,
    wasRenewed: () => false,
  };
}

function fixedHeaders(
  settings: Extract<AuthorizationSettings, { type: "BASIC" | "STATIC_HEADERS" }>,
): readonly string[] {
  if (settings.type === "STATIC_HEADERS") return settings.headers.flatMap(({ key, value }) => [key, value]);
  const credentials = Buffer.from(`${settings.username}:${settings.password}`, "utf8").toString("base64");
  return ["authorization", `Basic ${credentials}`];
}

export interface TokenHeader {
  /** Empty: the bare token. */
  prefix: string;
  reattemptStatuses: readonly number[];
}

export class TokenAuthorization implements RequestAuthorization {
  readonly reattemptStatuses: ReadonlySet<number>;
  readonly #source: TokenSource;
  readonly #prefix: string;
  #token: UsableToken | null = null;
  #headers: readonly string[] = [];

  constructor(source: TokenSource, { prefix, reattemptStatuses }: TokenHeader) {
    this.#source = source;
    this.#prefix = prefix === "" ? "" : `${prefix} `;
    this.reattemptStatuses = new Set(reattemptStatuses);
  }

  isReady(): boolean {
    const token = this.#source.current();
    if (token === null) return false;
    if (token !== this.#token) {
      this.#token = token;
      this.#headers = ["authorization", this.#prefix + token.token];
    }
    return true;
  }

  headers(): readonly string[] {
    return this.#headers;
  }

  refuse(startedMs: number): number {
    this.#source.refuse(startedMs);
    return this.#source.failureCount;
  }

  wasRenewed(startedMs: number, ticket: number): boolean | null {
    const token = this.#source.current();
    if (token !== null && token.sinceMs > startedMs) return true;
    return this.#source.failureCount > ticket ? false : null;
  }
}
