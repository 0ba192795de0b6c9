// Callers by the header that proved who they are: a header that was verified a moment ago is not decoded and hashed again.
// HOT: once per call.
//
//   K1. Only headers that verified are remembered, each for REMEMBER_FOR_MS: for so long an archived key goes on to work here.
//   K2. Memory is bounded: whoever was verified longest ago is forgotten first.
//   K3. A header that is in use is verified again before it is forgotten, by one of its calls and in passing: otherwise all calls
//       of that moment would wait for the same look into Postgres.
import type { Caller } from "./ports.ts";

const REMEMBER_FOR_MS = 1_000;
const RENEW_AFTER_MS = 500;
const MAX_REMEMBERED = 10_000;

interface Known {
  caller: Caller;
  renewAtMs: number;
  staleAtMs: number;
}

export class KnownCallers {
  readonly #nowMs: () => number;
  readonly #callers = new Map<string, Known>();

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  /** @param renew is called when the header is to be verified again (K3) */
  find(authorization: string | undefined, renew: (authorization: string) => void): Caller | null {
    if (authorization === undefined) return null;
    const known = this.#callers.get(authorization);
    const nowMs = this.#nowMs();
    if (known === undefined || known.staleAtMs <= nowMs) return null;
    if (known.renewAtMs <= nowMs) {
      known.renewAtMs = Infinity;
      renew(authorization);
    }
    return known.caller;
  }

  remember(authorization: string, caller: Caller): void {
    const nowMs = this.#nowMs();
    this.#callers.delete(authorization);
    this.#callers.set(authorization, {
      caller,
      renewAtMs: nowMs + RENEW_AFTER_MS,
      staleAtMs: nowMs + REMEMBER_FOR_MS,
    });
    const [oldest] = this.#callers.keys();
    if (this.#callers.size > MAX_REMEMBERED && oldest !== undefined) this.#callers.delete(oldest);
  }

  forget(authorization: string): void {
    this.#callers.delete(authorization);
  }
}
