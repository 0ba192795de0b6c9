// What goes wrong between Slack and a bot, on demand: each fault is fired a stated number of times.
export type Fault =
  /** 429 with this Retry-After. */
  | { kind: "rate_limited"; retryAfterSeconds: number }
  /** The call takes effect; its answer never arrives. */
  | { kind: "lost_answer" }
  | { kind: "slow_answer"; ms: number }
  | { kind: "server_error" }
  /** Slack's own refusal, `channel_not_found` for example. */
  | { kind: "refused"; error: string };

export class Faults {
  readonly #planned: Array<{ method: string; fault: Fault }> = [];

  /** The next `times` calls of the method meet it. */
  plan(method: string, fault: Fault, times = 1): void {
    for (let i = 0; i < times; i++) this.#planned.push({ method, fault });
  }

  /** None of the method's that are left is met any more. */
  lift(method: string): void {
    const left = this.#planned.filter((one) => one.method !== method);
    this.#planned.splice(0, this.#planned.length, ...left);
  }

  take(method: string): Fault | undefined {
    const index = this.#planned.findIndex((one) => one.method === method);
    return index < 0 ? undefined : this.#planned.splice(index, 1)[0]?.fault;
  }
}
