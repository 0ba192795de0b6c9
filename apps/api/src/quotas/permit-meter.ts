// The permits of one meter in this process: taken from the shared windows, used here call by call. HOT.
//
//   M1. A permit that was taken ahead is used only while it may be, counted from before it was asked for: the shared clock then
//       stood earlier. A call that waited for its permit counts from the moment in which it was granted.
//   M2. Calls that wait at the same time share one take; a call that finds permits waits for nothing.
//   M3. Who is refused is refused here, without asking, until permits could be there; asked again after RECHECK_MS at the
//       latest, because limits can be raised meanwhile.
import type { Meter, QuotaPorts, TakenPermits } from "./quota-ports.ts";
import type { Tightest } from "./rolling-windows.ts";

const RECHECK_MS = 2_000;
/** After a take in vain nothing is taken ahead for so long. */
const REST_MS = 250;
const FIRST_AHEAD = 8;
const MOST_AHEAD = 1_000_000;

export interface Admission {
  isAdmitted: boolean;
  /** null: nothing is limited. */
  tightest: Tightest | null;
  /** Of a refusal. Infinity: it never will be admitted. */
  waitMs: number;
  /** The take that the permit is from, when it was taken for this call alone. */
  untilMs: number | null;
}

interface Waiting {
  cost: number;
  resolve: (admission: Admission) => void;
  reject: (error: unknown) => void;
}

interface Blocked {
  least: number;
  untilMs: number;
  askAgainAtMs: number;
  tightest: Tightest;
}

/** Permits taken ahead. */
interface Slice {
  left: number;
  size: number;
  takenAtMs: number;
  endsAtMs: number;
}

const UNLIMITED: Admission = { isAdmitted: true, tightest: null, waitMs: 0, untilMs: null };

export class PermitMeter {
  readonly #meter: Meter;
  readonly #ports: Pick<QuotaPorts, "take" | "monotonicMs">;
  /** The one in use and, when that one is half empty, the next. */
  #slices: Slice[] = [];
  #ahead = FIRST_AHEAD;
  #seen: { tightest: Tightest; atMs: number } | null = null;
  #blocked: Blocked | null = null;
  #waiting: Waiting[] = [];
  #isTaking = false;
  #restsUntilMs = -Infinity;

  constructor(meter: Meter, ports: Pick<QuotaPorts, "take" | "monotonicMs">) {
    this.#meter = meter;
    this.#ports = ports;
  }

  get isIdle(): boolean {
    return !this.#isTaking && this.#slices.length === 0;
  }

  admit(cost: number): Admission | Promise<Admission> {
    const nowMs = this.#ports.monotonicMs();
    const slice = this.#sliceFor(cost, nowMs);
    if (slice !== null) {
      slice.left -= cost;
      this.#takeAhead(slice, nowMs);
      return { isAdmitted: true, tightest: this.#tightest(nowMs), waitMs: 0, untilMs: null };
    }
    const blocked = this.#blocked;
    if (blocked !== null && cost >= blocked.least && nowMs < Math.min(blocked.untilMs, blocked.askAgainAtMs))
      return refused(blocked.tightest, blocked.untilMs - nowMs); // M3
    const { promise, resolve, reject } = Promise.withResolvers<Admission>();
    this.#waiting.push({ cost, resolve, reject });
    this.#takeAll();
    return promise;
  }

  /** A permit that was taken ahead, and not used after all. */
  giveBack(): void {
    const [slice] = this.#slices;
    if (slice !== undefined) slice.left += 1;
  }

  #sliceFor(cost: number, nowMs: number): Slice | null {
    const [first] = this.#slices;
    if (first === undefined) return null;
    if (nowMs < first.endsAtMs && first.left >= cost) return first;
    this.#slices.shift();
    return this.#sliceFor(cost, nowMs);
  }

  #takeAhead(slice: Slice, nowMs: number): void {
    const isEnough = slice.left > slice.size / 2 || this.#slices.length > 1;
    if (!isEnough && nowMs >= this.#restsUntilMs) this.#takeAll();
  }

  #takeAll(): void {
    if (this.#isTaking) return;
    this.#isTaking = true;
    void this.#takeUntilNobodyWaits().finally(() => {
      this.#isTaking = false;
    });
  }

  async #takeUntilNobodyWaits(): Promise<void> {
    do {
      const waiting = this.#waiting.splice(0); // M2
      await this.#takeFor(waiting).catch((error: unknown) => {
        this.#restsUntilMs = this.#ports.monotonicMs() + REST_MS;
        for (const { reject } of waiting) reject(error);
      });
    } while (this.#waiting.length > 0);
  }

  async #takeFor(waiting: readonly Waiting[]): Promise<void> {
    const askedAtMs = this.#ports.monotonicMs();
    this.#measure(askedAtMs);
    const now = waiting.reduce((sum, { cost }) => sum + cost, 0);
    const least = waiting[0]?.cost ?? 1;
    const taken = await this.#ports.take(this.#meter, { now, least, ahead: this.#ahead });
    if (taken === null) return waiting.forEach(({ resolve }) => resolve(UNLIMITED));
    this.#seen = { tightest: taken.tightest, atMs: this.#ports.monotonicMs() };
    if (taken.granted === 0) this.#restsUntilMs = this.#seen.atMs + REST_MS;
    const left = this.#serve(waiting, taken);
    if (taken.usableMs !== null && left > 0) this.#keep(left, askedAtMs, taken.usableMs);
  }

  /** Twice as many ahead when the last ones are used up early, half as many when most of them were not used. */
  #measure(nowMs: number): void {
    const last = this.#slices.at(-1);
    if (last === undefined) return;
    const isEarly = nowMs - last.takenAtMs < (last.endsAtMs - last.takenAtMs) / 2;
    if (isEarly) this.#ahead = Math.min(MOST_AHEAD, this.#ahead * 2);
    else if (last.left > last.size / 2) this.#ahead = Math.max(1, Math.floor(this.#ahead / 2));
  }

  /** @returns what is left. */
  #serve(waiting: readonly Waiting[], taken: TakenPermits): number {
    const { tightest } = taken;
    const untilMs = taken.usableMs === null ? taken.untilMs : null;
    let left = taken.granted;
    const inVain: Waiting[] = [];
    for (const call of waiting) {
      if (call.cost > left) {
        inVain.push(call);
        continue;
      }
      left -= call.cost;
      call.resolve({ isAdmitted: true, tightest, waitMs: 0, untilMs });
    }
    if (inVain.length > 0)
      this.#refuse(inVain, tightest, taken.granted > 0 ? tightest.resetMs : taken.waitMs);
    return left;
  }

  #refuse(inVain: readonly Waiting[], tightest: Tightest, waitMs: number): void {
    const nowMs = this.#ports.monotonicMs();
    const least = Math.min(...inVain.map(({ cost }) => cost));
    this.#blocked = { least, untilMs: nowMs + waitMs, askAgainAtMs: nowMs + RECHECK_MS, tightest };
    for (const { resolve } of inVain) resolve(refused(tightest, waitMs));
  }

  #keep(left: number, takenAtMs: number, usableMs: number): void {
    this.#slices.push({ left, size: left, takenAtMs, endsAtMs: takenAtMs + usableMs }); // M1
  }

  /** As it was at the last take, and what was used here since. */
  #tightest(nowMs: number): Tightest | null {
    if (this.#seen === null) return null;
    const { tightest, atMs } = this.#seen;
    let { remaining } = tightest;
    for (const { left } of this.#slices) remaining += left;
    return { ...tightest, remaining, resetMs: Math.max(0, tightest.resetMs - (nowMs - atMs)) };
  }
}

const refused = (tightest: Tightest, waitMs: number): Admission => ({
  isAdmitted: false,
  tightest: { ...tightest, remaining: 0 },
  waitMs,
  untilMs: null,
});
