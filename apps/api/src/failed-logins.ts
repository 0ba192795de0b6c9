// Failed logins, counted by address and by workspace, so that guessing is slow and costs nothing.
//
//   F1. Over a bound, credentials are no longer looked up, and the answer is 429 with the time to wait.
//   F2. A key that has been used here before is looked up all the same: whoever shares an address with an attacker, or
//       whose workspace is guessed at, goes on working.
//   F3. A workspace that is guessed at from many addresses refuses addresses with failures of their own; a fresh address
//       has its first tries.
//   F4. Memory is bounded: whoever failed longest ago is forgotten first.

export interface FailedLoginLimits {
  windowMs: number;
  perAddress: number;
  perWorkspace: number;
  maxRemembered: number;
}

export const DEFAULT_FAILED_LOGIN_LIMITS: FailedLoginLimits = {
  windowMs: 60_000,
  perAddress: 20,
  perWorkspace: 200,
  maxRemembered: 20_000,
};

/** F3: of an address, while its workspace is over its bound. */
const FIRST_TRIES = 3;

interface Failures {
  count: number;
  /** Of the window: counted anew after it. */
  endsAtMs: number;
}

export class FailedLogins {
  readonly #limits: FailedLoginLimits;
  readonly #nowMs: () => number;
  readonly #addresses = new Map<string, Failures>();
  readonly #workspaces = new Map<string, Failures>();

  constructor(nowMs: () => number = Date.now, limits: FailedLoginLimits = DEFAULT_FAILED_LOGIN_LIMITS) {
    this.#nowMs = nowMs;
    this.#limits = limits;
  }

  note(address: string, workspaceId: string): void {
    this.#count(this.#addresses, address);
    this.#count(this.#workspaces, workspaceId);
  }

  /** 0: credentials are looked up. */
  waitMs(address: string, workspaceId: string): number {
    const ofAddress = this.#current(this.#addresses, address);
    const ofWorkspace = this.#current(this.#workspaces, workspaceId);
    if (ofAddress === undefined) return 0;
    if (ofAddress.count >= this.#limits.perAddress) return ofAddress.endsAtMs - this.#nowMs();
    const isBesieged = ofWorkspace !== undefined && ofWorkspace.count >= this.#limits.perWorkspace;
    return isBesieged && ofAddress.count >= FIRST_TRIES ? ofAddress.endsAtMs - this.#nowMs() : 0; // F3
  }

  #count(failures: Map<string, Failures>, name: string): void {
    const known = this.#current(failures, name);
    failures.delete(name);
    failures.set(name, {
      count: (known?.count ?? 0) + 1,
      endsAtMs: known?.endsAtMs ?? this.#nowMs() + this.#limits.windowMs,
    });
    const [oldest] = failures.keys();
    if (failures.size > this.#limits.maxRemembered && oldest !== undefined) failures.delete(oldest); // F4
  }

  #current(failures: Map<string, Failures>, name: string): Failures | undefined {
    const known = failures.get(name);
    return known !== undefined && known.endsAtMs > this.#nowMs() ? known : undefined;
  }
}
