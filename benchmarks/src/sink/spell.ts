// A bad spell: for a while every request is answered in one way, whatever the behaviour says.
import type { Behaviour } from "./behaviour.ts";
import type { KeyHash } from "./key-hash.ts";

export interface SpellOrder {
  /** A status, or one of the negative kinds of behaviour.ts. */
  answer: number;
  durationMs: number;
  /** Sent with 429 and 503. */
  retryAfter: string | null;
}

export class Spell implements Behaviour {
  readonly #behaviour: Behaviour;
  readonly #nowUs: () => number;
  #answer = 200;
  #untilUs = 0;
  #retryAfter: string | null = null;

  constructor(behaviour: Behaviour, nowUs: () => number) {
    this.#behaviour = behaviour;
    this.#nowUs = nowUs;
  }

  /** Outside of a spell nothing is asked for. */
  get retryAfter(): string | null {
    return this.#isOn ? this.#retryAfter : null;
  }

  begin({ answer, durationMs, retryAfter }: SpellOrder): void {
    this.#answer = answer;
    this.#retryAfter = retryAfter;
    this.#untilUs = this.#nowUs() + durationMs * 1_000;
  }

  answerFor(key: KeyHash, nth: number): number {
    return this.#isOn ? this.#answer : this.#behaviour.answerFor(key, nth);
  }

  delayMsFor(key: KeyHash, nth: number): number {
    return this.#isOn ? 0 : this.#behaviour.delayMsFor(key, nth);
  }

  /** Without a spell no clock is read. */
  get #isOn(): boolean {
    return this.#untilUs > 0 && this.#nowUs() < this.#untilUs;
  }
}
