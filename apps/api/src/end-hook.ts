// Hooks that seldom wait: they end at once with `done`, which costs no promise, or with what they had to wait for.

type Done = (error?: Error) => void;

export function endAfter(work: Promise<unknown>, done: Done): void {
  work.then(
    // oxlint-disable-next-line promise/no-callback-in-promise -- it is how a hook ends
    () => done(),
    // oxlint-disable-next-line promise/no-callback-in-promise -- the same
    (error: unknown) => done(asError(error)),
  );
}

/** Of a hook that may answer the call itself: then there is nothing to go on with. */
export function endUnlessAnswered(work: Promise<boolean>, done: Done): void {
  work.then(
    // oxlint-disable-next-line promise/no-callback-in-promise -- it is how a hook ends
    (isAnswered) => (isAnswered ? undefined : done()),
    // oxlint-disable-next-line promise/no-callback-in-promise -- the same
    (error: unknown) => done(asError(error)),
  );
}

/** Of a hook that decides what is sent. */
export function endWith<T>(work: Promise<T>, done: (error: Error | null, payload?: T) => void): void {
  work.then(
    // oxlint-disable-next-line promise/no-callback-in-promise -- it is how a hook ends
    (payload) => done(null, payload),
    // oxlint-disable-next-line promise/no-callback-in-promise -- the same
    (error: unknown) => done(asError(error)),
  );
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
