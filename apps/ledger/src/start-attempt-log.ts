// The attempt log's part of a ledger process: writes it, and keeps it within its bounds. It has connections of its own, so
// that a full disk or a slow table holds up nothing but the log itself.
import { attemptsFill, type Bus } from "@sluice/bus";
import { ATTEMPT_LOG, openAppStore } from "@sluice/store";
import type { Closers, Logger } from "@sluice/telemetry";
import type { Registry } from "prom-client";
import { AttemptLogMetrics } from "./attempt-log-metrics.ts";
import { boundPartitions } from "./bound-partitions.ts";
import type { LedgerConfig } from "./config.ts";
import { repeatOnDuty } from "./repeat-on-duty.ts";
import { writeAttemptLog } from "./write-attempt-log.ts";

const MAX_CONNECTIONS = 2;

export interface AttemptLogPorts {
  bus: Bus;
  isOnDuty: () => boolean;
  registry: Registry;
  log: Logger;
  /** From the end of one look at the bounds to the next. */
  boundEveryMs: number;
}

export async function startAttemptLog(
  config: Pick<LedgerConfig, "databaseUrl" | "processName" | "attemptLog">,
  { bus, isOnDuty, registry, log, boundEveryMs }: AttemptLogPorts,
  closers: Closers,
): Promise<void> {
  const store = await openAppStore("ledger", {
    databaseUrl: config.databaseUrl,
    applicationName: `sluice-attempt-log ${config.processName}`,
    maxConnections: MAX_CONNECTIONS,
    onIdleError: (error) => log.warn({ error }, "a connection to postgres broke"),
  });
  closers.add("attempt log's store", () => store.close());
  const metrics = new AttemptLogMetrics(registry);
  const writing = writeAttemptLog({ bus, store, isOnDuty, metrics, log });
  closers.add("attempt log", () => writing.stop());

  const bounds = { store, partitioned: ATTEMPT_LOG, limits: config.attemptLog, metrics, log };
  const look = async (): Promise<void> => {
    metrics.fill.set(await attemptsFill(bus));
    await boundPartitions(bounds, Date.now());
  };
  const bounding = repeatOnDuty(look, {
    isOnDuty,
    failures: metrics.failures,
    log,
    failed: "attempt_log.bounds_failed",
    everyMs: boundEveryMs,
  });
  closers.add("attempt log's bounds", () => bounding.stop());
}
