// Of one limit, what the endpoint saw: whether any rolling minute, or the time since a change, held more than it may.
//
//   W1. A minute holds at most the largest limit that was in force in it. A change is in force EFFECT_MS later at the latest:
//       a leader reads the limits four times a second, and may be stopped for 2.4 s without losing its lease.
//   W2. From then on, a part of a minute holds at most the new limit's part of it.
import { SLOT_MS, SLOTS_PER_WINDOW } from "@sluice/schema";

const WINDOW_MS = 60_000;
const EFFECT_MS = 3_000;
/** Slots whose requests may come beside those of the time itself, one for clocks that run fast. */
const WAY_SLOTS = SLOTS_PER_WINDOW - WINDOW_MS / SLOT_MS + 1;

export class RollingWindow {
  readonly #arrivalsMs: number[] = [];
  #oldest = 0;
  /** In force until; the last for ever. */
  #limits: Array<{ perMinute: number; untilMs: number }> = [];
  #since = { ms: -Infinity, count: 0 };

  set(perMinute: number | null, nowMs: number): void {
    const last = this.#limits.at(-1);
    if (last !== undefined) last.untilMs = nowMs + EFFECT_MS;
    this.#limits.push({ perMinute: perMinute ?? Infinity, untilMs: Infinity });
    this.#since = { ms: nowMs + EFFECT_MS, count: 0 };
  }

  /** @returns what is wrong, or null. */
  arrived(nowMs: number): string | null {
    this.#arrivalsMs.push(nowMs);
    while ((this.#arrivalsMs[this.#oldest] ?? nowMs) <= nowMs - WINDOW_MS) this.#oldest += 1;
    this.#limits = this.#limits.filter(({ untilMs }) => untilMs > nowMs - WINDOW_MS);
    const held = this.#arrivalsMs.length - this.#oldest;
    const most = Math.max(...this.#limits.map(({ perMinute }) => perMinute));
    if (held > most) return `${held} in a minute, of ${most}`; // W1
    return this.#partProblem(nowMs);
  }

  /** Arrivals in that time. */
  countBetween(fromMs: number, toMs: number): number {
    return this.#arrivalsMs.filter((atMs) => atMs >= fromMs && atMs < toMs).length;
  }

  /** W2. */
  #partProblem(nowMs: number): string | null {
    if (nowMs < this.#since.ms) return null;
    this.#since.count += 1;
    const slots = (nowMs - this.#since.ms) / SLOT_MS + WAY_SLOTS;
    const most = Math.ceil((slots * (this.#limits.at(-1)?.perMinute ?? 0)) / SLOTS_PER_WINDOW);
    return this.#since.count > most ? `${this.#since.count} since the change, of ${most}` : null;
  }
}
