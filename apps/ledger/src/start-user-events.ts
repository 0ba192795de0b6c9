// The part of a ledger process that stores user events, and keeps them within their bounds.
import type { Bus } from "@sluice/bus";
import { openAppStore, USER_EVENTS } from "@sluice/store";
import type { Closers, Logger } from "@sluice/telemetry";
import type { Registry } from "prom-client";
import { boundPartitions } from "./bound-partitions.ts";
import type { LedgerConfig } from "./config.ts";
import { EventMetrics } from "./event-metrics.ts";
import { repeatOnDuty } from "./repeat-on-duty.ts";
import { UserEventStoring } from "./store-user-events.ts";

const MAX_CONNECTIONS = 2;

export interface UserEventsPorts {
  bus: Bus;
  isOnDuty: () => boolean;
  registry: Registry;
  log: Logger;
  /** From the end of one look at the bounds to the next. */
  boundEveryMs: number;
}

export async function startUserEvents(
  config: Pick<LedgerConfig, "databaseUrl" | "processName" | "userEvents">,
  { bus, isOnDuty, registry, log, boundEveryMs }: UserEventsPorts,
  closers: Closers,
): Promise<void> {
  const store = await openAppStore("ledger", {
    databaseUrl: config.databaseUrl,
    applicationName: `sluice-user-events ${config.processName}`,
    maxConnections: MAX_CONNECTIONS,
    onIdleError: (error) => log.warn({ error }, "a connection to postgres broke"),
  });
  closers.add("user events' store", () => store.close());
  const metrics = new EventMetrics(registry);
  const storing = new UserEventStoring({ bus, store, isOnDuty, metrics, log });
  storing.start();
  closers.add("user events", () => storing.stop());

  const bounds = { store, partitioned: USER_EVENTS, limits: config.userEvents, metrics, log };
  const look = async (): Promise<void> => {
    await storing.makeRoom();
    await boundPartitions(bounds, Date.now());
  };
  const bounding = repeatOnDuty(look, {
    isOnDuty,
    failures: metrics.failures,
    log,
    failed: "events.bounds_failed",
    everyMs: boundEveryMs,
  });
  closers.add("user events' bounds", () => bounding.stop());
}
