// The part of the in-memory ports that stops a workspace. Transactions come one after the other, so locks are free.
import type { RunId, WorkspaceStop } from "@sluice/schema";
import type { PausedRun, RunLimits, RunState, StopTransaction } from "../src/index.ts";

export interface StopTables {
  stops: Array<WorkspaceStop & { pausedRunIds: readonly RunId[] }>;
}

interface SeenTables extends StopTables {
  runStates: Record<string, RunState>;
  runLimits: Record<string, RunLimits>;
}

export function inMemoryStops(tables: () => SeenTables): StopTransaction {
  const inForce = () => tables().stops.find(({ ended_at }) => ended_at === null);
  const pausedRun = (runId: RunId): PausedRun => ({
    runId,
    requestsPerMinute: tables().runLimits[runId]?.effective ?? null,
  });
  return {
    lockWorkspace: async () => undefined,
    stopInForce: async () => {
      const found = inForce();
      if (found === undefined) return null;
      const { pausedRunIds: _, ...stop } = found;
      return structuredClone(stop);
    },
    pauseLiveRuns: async () => {
      const live = Object.entries(tables().runStates).filter(([, { status }]) =>
        ["planned", "sending"].includes(status),
      );
      for (const [, state] of live) state.status = "paused";
      return live.map(([runId]) => pausedRun(runId));
    },
    pausedByStop: async () =>
      (inForce()?.pausedRunIds ?? [])
        .filter((runId) => tables().runStates[runId]?.status === "paused")
        .map(pausedRun),
    addStop: async (_workspaceId, stop, pausedRunIds) => {
      tables().stops.push({ ...structuredClone(stop), pausedRunIds });
    },
    saveLifts: async (_workspaceId, { stop_id, lifts, ended_at }) => {
      const stop = tables().stops.find((one) => one.stop_id === stop_id)!;
      Object.assign(stop, { lifts: [...lifts], ended_at });
    },
  };
}
