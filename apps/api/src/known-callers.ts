// Callers by the header that proved who they are: a header that was verified a moment ago is not decoded and hashed again.
// HOT: once per call.
//
//   K1. Only headers that verified are remembered, each for `rememberForMs`: for so long an archived key goes on to work here.
//   K2. Memory is bounded: whoever was verified longest ago is forgotten first.
import type { Caller } from "./ports.ts";

const REMEMBER_FOR_MS = 1_000;
const MAX_REMEMBERED = 10_000;

export class KnownCallers {
  readonly #nowMs: () => number;
  readonly #callers = new Map<string, { caller: Caller; staleAtMs: number }>();

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  find(authorization: string | undefined): Caller | null {
    if (authorization === undefined) return null;
    const known = this.#callers.get(authorization);
    return known !== undefined && known.staleAtMs > this.#nowMs() ? known.caller : null;
  }

  remember(authorization: string, caller: Caller): void {
    this.#callers.delete(authorization);
    this.#callers.set(authorization, { caller, staleAtMs: this.#nowMs() + REMEMBER_FOR_MS });
    const [oldest] = this.#callers.keys();
    if (this.#callers.size > MAX_REMEMBERED && oldest !== undefined) this.#callers.delete(oldest);
  }
}
