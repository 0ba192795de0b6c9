// SETTLE: what became of each recipient. Ledger entries → Postgres, retries → batches, the end of each run.
import { boundHeapGrowth, createLogger, onShutdown } from "@sluice/telemetry";
import { describeConfig, resolveConfig } from "./config.ts";
import { startLedger } from "./start-ledger.ts";

boundHeapGrowth();
const config = resolveConfig();
const log = createLogger("ledger", { level: config.logLevel });
let close = (): Promise<void> => Promise.resolve();
// Before anything is opened: as process 1 of a container nothing else would end it while it waits for its neighbours.
onShutdown(() => close(), { onError: (error) => log.error({ error }, "did not close cleanly") });
const ledger = await startLedger(config, log);
close = () => ledger.close();
log.info({ ...describeConfig(config), url: ledger.url }, "ledger is up");
process.send?.({ type: "listening", url: ledger.url });
