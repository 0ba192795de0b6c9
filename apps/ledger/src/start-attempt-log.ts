// The attempt log's part of a ledger process: writes it, and keeps it within its bounds. It has connections of its own, so
// that a full disk or a slow table holds up nothing but the log itself.
import { attemptsFill, type Bus } from "@sluice/bus";
import { openAppStore } from "@sluice/store";
import type { Closers, Logger } from "@sluice/telemetry";
import type { Registry } from "prom-client";
import { AttemptLogMetrics } from "./attempt-log-metrics.ts";
import { type AttemptLogLimits, boundAttemptLog } from "./bound-attempt-log.ts";
import type { LedgerConfig } from "./config.ts";
import { pause } from "./duty.ts";
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

  const limits: AttemptLogLimits = config.attemptLog;
  const look = async (): Promise<void> => {
    metrics.fill.set(await attemptsFill(bus));
    await boundAttemptLog({ store, limits, metrics, log }, Date.now());
  };
  const bounding = repeat(look, { isOnDuty, metrics, log, everyMs: boundEveryMs });
  closers.add("attempt log's bounds", () => bounding.stop());
}

interface Repeated {
  isOnDuty: () => boolean;
  metrics: AttemptLogMetrics;
  log: Logger;
  everyMs: number;
}

function repeat(look: () => Promise<void>, { isOnDuty, metrics, log, everyMs }: Repeated) {
  const stopping = new AbortController();
  const over = (async () => {
    while (await pause(everyMs, stopping.signal)) {
      if (!isOnDuty()) continue;
      await look().catch((error: unknown) => {
        metrics.failures.inc();
        log.warn({ error }, "attempt_log.bounds_failed");
      });
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return over;
    },
  };
}
