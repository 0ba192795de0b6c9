// The same origin in several threads is one origin: it is in the worst of their states, and counts add up.
import type { OriginStatus } from "@sluice/schema";
import type { SeenOrigin } from "@sluice/sender";

export type ProcessOrigin = OriginStatus & { workspace_id: string };

const FROM_BEST = ["closed", "held", "half_open", "open", "gone"] as const;

export function mergeOrigins(seen: readonly SeenOrigin[]): ProcessOrigin[] {
  const merged = new Map<string, ProcessOrigin>();
  for (const one of seen.map(asStatus)) {
    const key = `${one.workspace_id} ${one.origin}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? one : add(known, one));
  }
  return [...merged.values()];
}

const asStatus = ({ workspaceId, origin, state, forMs, ...counts }: SeenOrigin): ProcessOrigin => ({
  workspace_id: workspaceId,
  origin,
  state,
  since_ms_ago: forMs,
  concurrency: counts.concurrency,
  in_flight: counts.inFlight,
  failures: counts.failures,
});

function add(a: ProcessOrigin, b: ProcessOrigin): ProcessOrigin {
  const [worst, other] = FROM_BEST.indexOf(a.state) >= FROM_BEST.indexOf(b.state) ? [a, b] : [b, a];
  const isAlike = isFailing(worst) === isFailing(other) && (isFailing(worst) || worst.state === other.state);
  return {
    ...worst,
    since_ms_ago: isAlike ? Math.max(a.since_ms_ago, b.since_ms_ago) : worst.since_ms_ago,
    concurrency: a.concurrency + b.concurrency,
    in_flight: a.in_flight + b.in_flight,
    failures: a.failures + b.failures,
  };
}

/** Open and half-open are one time of failing. */
const isFailing = ({ state }: ProcessOrigin): boolean => state === "open" || state === "half_open";
