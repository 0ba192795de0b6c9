// Many small entries make few large transactions: a group is full, or its first entry has waited long enough.
import { setTimeout as sleep } from "node:timers/promises";

export interface GroupLimits<T> {
  /** Of the sum of `weightOf`; one entry may go beyond. */
  maxWeight: number;
  weightOf: (item: T) => number;
  maxItems: number;
  /** From a group's first item on. */
  lingerMs: number;
  /** Without an item for so long, an empty group says so. */
  idleMs: number;
}

const TIME_IS_UP = Symbol("time is up");

/** Ends with `items`. Whoever leaves early must end `items` as well: one more is already asked for. */
export async function* inGroups<T>(items: AsyncIterator<T>, limits: GroupLimits<T>): AsyncGenerator<T[]> {
  let next = ask(items);
  for (;;) {
    const first = await within(limits.idleMs, next);
    if (first === TIME_IS_UP) {
      yield [];
      continue;
    }
    if (first.done) return;
    const group = [first.value];
    let weight = limits.weightOf(first.value);
    next = ask(items);
    const deadlineMs = performance.now() + limits.lingerMs;
    while (weight < limits.maxWeight && group.length < limits.maxItems) {
      const more = await within(deadlineMs - performance.now(), next);
      if (more === TIME_IS_UP || more.done) break;
      group.push(more.value);
      weight += limits.weightOf(more.value);
      next = ask(items);
    }
    yield group;
  }
}

/** A failure is kept for whoever awaits it, however long a group takes in between. */
function ask<T>(items: AsyncIterator<T>): Promise<IteratorResult<T, undefined>> {
  const answer = items.next() as Promise<IteratorResult<T, undefined>>;
  answer.catch(() => undefined);
  return answer;
}

async function within<T>(durationMs: number, answer: Promise<T>): Promise<T | typeof TIME_IS_UP> {
  if (durationMs <= 0) return TIME_IS_UP;
  const answered = new AbortController();
  const timeout = sleep(durationMs, TIME_IS_UP, { signal: answered.signal });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    timeout.catch(() => undefined);
    answered.abort();
  }
}
