export { Closers } from "./closers.ts";
export { monitorEventLoopLag, type EventLoopLag } from "./event-loop-lag.ts";
export { createHistogram, fromSparse, HISTOGRAM_BYTES, type Histogram } from "./histogram.ts";
export { createLogger, type Logger, type LoggerOptions } from "./logger.ts";
export { onShutdown, type ShutdownOptions } from "./on-shutdown.ts";
export { serveOps, type OpsOptions, type OpsServer } from "./ops-server.ts";
export { redactFields, redactText } from "./redact.ts";
export { createRegistry } from "./registry.ts";
export { runHealthChecks, type HealthChecks, type HealthReport } from "./health-checks.ts";
