/**
 * What was opened, so that it can be closed in reverse: the sender drains before the broker connection goes.
 * A failure to close does not keep the others open; all failures are reported together.
 */
export class Closers {
  readonly #open: Array<{ name: string; close: () => Promise<void> }> = [];

  add(name: string, close: () => Promise<void>): void {
    this.#open.push({ name, close });
  }

  /** @throws AggregateError naming everything that did not close. A second call closes only what was added since. */
  async closeAll(): Promise<void> {
    const failures: Error[] = [];
    for (const { name, close } of this.#open.splice(0).toReversed()) {
      try {
        await close();
      } catch (cause) {
        failures.push(new Error(`closing ${name}`, { cause }));
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, describe(failures));
  }
}

function describe(failures: readonly Error[]): string {
  return `did not close cleanly: ${failures.map((failure) => `${failure.message}: ${String(failure.cause)}`).join("; ")}`;
}
