// SETTLE: what became of each recipient. Ledger entries → Postgres, retries → batches, the end of each run.
import { createLogger, onShutdown } from "@sluice/telemetry";
import { describeConfig, resolveConfig } from "./config.ts";
import { startLedger } from "./start-ledger.ts";

const config = resolveConfig();
const log = createLogger("ledger", { level: config.logLevel });
const ledger = await startLedger(config, log);
onShutdown(() => ledger.close(), { onError: (error) => log.error({ error }, "did not close cleanly") });
log.info({ ...describeConfig(config), url: ledger.url }, "ledger is up");
process.send?.({ type: "listening", url: ledger.url });
