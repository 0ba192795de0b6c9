// I6: in no rolling 60 s does the endpoint see more requests than the limit. Exact, from the times of arrival.
import { Violations } from "./evidence.ts";
import type { Evidence, Finding } from "./evidence.ts";

const WINDOW_US = 60_000_000;

/** A window is half open: a request exactly 60 s after another is no longer in its window. */
export function checkRequestLimit({ records, bounds }: Evidence): Finding {
  const violations = new Violations();
  const limit = bounds.requestsPerMinute;
  let oldest = 0;
  let mostInWindow = 0;
  for (const [newest, { arrivedUs }] of records.entries()) {
    while (arrivedUs - (records[oldest]?.arrivedUs ?? arrivedUs) >= WINDOW_US) oldest += 1;
    mostInWindow = Math.max(mostInWindow, newest - oldest + 1);
  }
  if (limit !== undefined && mostInWindow > limit) {
    violations.add(`${mostInWindow} requests within 60 s, the limit is ${limit}`);
  }
  return violations.finding("I6", "no rolling minute exceeds the request limit", {
    mostInRolling60s: mostInWindow,
    ...(limit === undefined ? {} : { limit }),
  });
}
