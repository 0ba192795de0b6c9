// The app's Prometheus metrics, with what every process has: CPU, memory, event loop, garbage collection.
import { collectDefaultMetrics, Registry } from "prom-client";

/** A registry of its own for each app (never the global one), every metric labelled with `app`. */
export function createRegistry(appName: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ app: appName });
  collectDefaultMetrics({ register: registry, prefix: "sluice_" });
  return registry;
}
