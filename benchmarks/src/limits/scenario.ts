// What is sent to whom at which limits. Every limit binds: without it more would be sent, so that a limit which is not held
// shows, and one that is not used as well.
export const ENDPOINTS = ["a", "b"] as const;
export type EndpointName = (typeof ENDPOINTS)[number];

export const WORKSPACE_CAP = 12_000;
export const ORIGIN_CAP: { endpoint: EndpointName; perMinute: number } = { endpoint: "a", perMinute: 4_800 };

export interface PlannedRun {
  name: string;
  endpoint: EndpointName;
  /** null: only the caps hold. */
  perMinute: number | null;
  weight: number;
}

// Of the workspace's 12,000: 4,800 to a (1,800 and the 3,000 that are left there), 3,000 and the 4,200 that are left to b.
// The limited ones have the weight to reach their limits before the others take what there is.
export const RUNS: readonly PlannedRun[] = [
  { name: "a limited", endpoint: "a", perMinute: 1_800, weight: 3 },
  { name: "a", endpoint: "a", perMinute: null, weight: 1 },
  { name: "b limited", endpoint: "b", perMinute: 3_000, weight: 3 },
  { name: "b", endpoint: "b", perMinute: null, weight: 1 },
];

/** Changed while it is sent; "b" gets what it leaves. */
export const LIVE_CHANGE = { run: "b limited", perMinute: 1_200 };

export const FAULTS = ["limit_changed", "kill_limiter", "clock_jump"] as const;
export type LimitFault = (typeof FAULTS)[number];
