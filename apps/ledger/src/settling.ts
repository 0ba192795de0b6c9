import type { Bus } from "@sluice/bus";
import type { Store } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import type { LedgerMetrics } from "./ledger-metrics.ts";
import type { Projection } from "./projection.ts";
import type { LedgerTiming } from "./timing.ts";

/** What the duties of a ledger process work with. */
export interface Settling {
  bus: Bus;
  store: Store;
  projection: Pick<Projection, "isCaughtUpTo">;
  metrics: LedgerMetrics;
  log: Logger;
  /** Postgres's clock: what one process finds due, every process does, whatever its host's clock says. */
  nowMs: () => number;
  timing: LedgerTiming;
}
