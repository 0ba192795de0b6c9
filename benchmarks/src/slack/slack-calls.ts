// What the bot asked of Slack, read from the fake's log: edits in any rolling minute, and what Slack refused.
import type { LoggedCall } from "@sluice/testkit/fake-slack";

const MINUTE_MS = 60_000;

/** The most calls of a method that any 60 s held. */
export function mostInRolling60s(calls: readonly LoggedCall[], method: string): number {
  const times = calls.filter((call) => call.method === method).map(({ atMs }) => atMs);
  let first = 0;
  let most = 0;
  times.forEach((atMs, i) => {
    while (atMs - (times[first] ?? atMs) >= MINUTE_MS) first += 1;
    most = Math.max(most, i - first + 1);
  });
  return most;
}

/** By method and answer: `chat.update ratelimited`. */
export function refusals(calls: readonly LoggedCall[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, answer } of calls) {
    if (answer === "ok") continue;
    const name = `${method} ${answer}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

export function callsByMethod(calls: readonly LoggedCall[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method } of calls) counts[method] = (counts[method] ?? 0) + 1;
  return counts;
}
