// What the limiter is asked for in a slot: of each run as many permits as could be used when they come, less those that
// are there. A permit that its origin cannot take is lost to everybody else.
//
//   D1. All runs to one origin together ask for no more than that origin can take, in even shares.
//       What is in hand counts against what the origin can take, not against who waits: by the time the permits come,
//       further batches may have.
//   D2. While an origin is held or its breaker open, nothing is asked; when a probe is due, one.
import type { RunId, WorkspaceId } from "@sluice/schema";
import type { OriginHealth } from "./origin-health.ts";

export interface RunDemand {
  workspaceId: WorkspaceId;
  runId: RunId;
  /** null: nothing of the run may be sent. */
  health: Pick<OriginHealth, "usablePermits"> | null;
  /** Recipients that could be sent if permits and connections allowed. */
  waiting: number;
  /** Permits that are here and not used. */
  inHand: number;
}

export interface RunAsks {
  workspaceId: WorkspaceId;
  runId: RunId;
  permits: number;
}

export function slotDemands(runs: readonly RunDemand[]): RunAsks[] {
  return [...Map.groupBy(runs, ({ health }) => health)].flatMap(([health, ofOrigin]) => {
    const shares = sharesOf(health?.usablePermits() ?? 0, ofOrigin);
    return ofOrigin.map(({ workspaceId, runId, inHand }, i) => ({
      workspaceId,
      runId,
      permits: Math.max(0, (shares[i] ?? 0) - inHand),
    }));
  });
}

/** D1. What a small run does not need goes to the larger ones. */
function sharesOf(usable: number, runs: readonly RunDemand[]): number[] {
  const shares = runs.map(() => 0);
  const smallestFirst = runs.map((_, i) => i).sort((a, b) => wantedBy(runs, a) - wantedBy(runs, b));
  let left = usable;
  smallestFirst.forEach((at, served) => {
    const share = Math.min(wantedBy(runs, at), Math.floor(left / (runs.length - served)));
    shares[at] = share;
    left -= share;
  });
  return shares;
}

const wantedBy = (runs: readonly RunDemand[], at: number): number =>
  (runs[at]?.waiting ?? 0) + (runs[at]?.inHand ?? 0);
