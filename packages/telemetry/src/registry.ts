// The app's Prometheus metrics, with what every process has: CPU, memory, event loop, garbage collection.
import { collectDefaultMetrics, Registry } from "prom-client";

/** Each sample of the event loop's lag wakes the process, and is in the lag that is told: 10 by default, which costs 3 ms a second. */
const LAG_SAMPLED_EVERY_MS = 200;

/** A registry of its own for each app (never the global one), every metric labelled with `app`. */
export function createRegistry(appName: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ app: appName });
  collectDefaultMetrics({
    register: registry,
    prefix: "sluice_",
    eventLoopMonitoringPrecision: LAG_SAMPLED_EVERY_MS,
  });
  return registry;
}
