// What is sent to whom at which limits. Every limit binds: without it more would be sent, so that a limit which is not held
// shows, and one that is not used as well.
export const ENDPOINTS = ["a", "b"] as const;
export type EndpointName = (typeof ENDPOINTS)[number];

export interface PlannedRun {
  name: string;
  endpoint: EndpointName;
  /** null: only the caps hold. */
  perMinute: number | null;
  weight: number;
}

export interface Scenario {
  workspacePerMinute: number;
  originCap: { endpoint: EndpointName; perMinute: number };
  runs: readonly PlannedRun[];
  /** Changed while it is sent; "b" gets what it leaves. */
  liveChange: { run: string; perMinute: number };
}

// Of 12,000 for the workspace: 4,800 to a (1,800 and the 3,000 that are left there), 3,000 and the 4,200 that are left to b.
// The limited ones have the weight to reach their limits before the others take what there is.
export function scenarioOf(workspacePerMinute: number): Scenario {
  const share = (part: number): number => Math.round(workspacePerMinute * part);
  return {
    workspacePerMinute,
    originCap: { endpoint: "a", perMinute: share(0.4) },
    runs: [
      { name: "a limited", endpoint: "a", perMinute: share(0.15), weight: 3 },
      { name: "a", endpoint: "a", perMinute: null, weight: 1 },
      { name: "b limited", endpoint: "b", perMinute: share(0.25), weight: 3 },
      { name: "b", endpoint: "b", perMinute: null, weight: 1 },
    ],
    liveChange: { run: "b limited", perMinute: share(0.1) },
  };
}

export const FAULTS = ["limit_changed", "kill_limiter", "clock_jump"] as const;
export type LimitFault = (typeof FAULTS)[number];
