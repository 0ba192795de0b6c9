// What one recipient's templates may use. Counted, not timed: a process that the machine holds up must not mistake an
// honest template for a hostile one, and every attempt must end alike. Both have the shape of liquidjs's limiters.
import { Unrendered } from "./render-stop.ts";

const TOO_MUCH_MEMORY = new Unrendered("the template uses too much memory");
const TOO_MANY_STEPS = new Unrendered("the template takes too many steps");

/** Characters and array elements that filters produce. Renewed, not made anew: this is hot. */
export class MemoryAllowance {
  readonly #limit: number;
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  renew(): void {
    this.#used = 0;
  }

  /** @param count Any value: some filters charge an argument as it came, `'10'` for example. */
  use(count: unknown): void {
    const amount = Number(count);
    if (!(amount > 0)) return;
    this.#used += amount;
    this.check(this.#used);
  }

  check(count: unknown): void {
    if (Number(count) > this.#limit) throw TOO_MUCH_MEMORY;
  }
}

/** Nodes rendered by the interpreter, which checks before each; what it passes (the time) is of no interest. */
export class StepAllowance {
  #left: number;

  constructor(limit: number) {
    this.#left = limit;
  }

  check(): void {
    this.#left -= 1;
    if (this.#left < 0) throw TOO_MANY_STEPS;
  }
}
