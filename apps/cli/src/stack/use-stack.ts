// The stack for one command: the one that `sluice up` keeps running on the data folder, else one started for the command
// and stopped after it.
import { badInput } from "../cli-error.ts";
import { proxyHost } from "./egress-env.ts";
import { findRunningStack, type RunningStack } from "./running-stack.ts";
import type { StackOptions } from "./app-specs.ts";
import { startStack } from "./start-stack.ts";

export async function useStack<T>(
  options: StackOptions,
  use: (stack: RunningStack, isOurs: boolean) => Promise<T>,
): Promise<T> {
  const running = await findRunningStack(options.folder);
  if (running !== null) {
    refuseMissingCidrs(options.allowCidrs, running);
    refuseOtherProxy(proxyHost(options.proxyUrl), running);
    options.onProgress(`Using the Sluice that runs here as process ${running.pid}`);
    return use(running, false);
  }
  const started = await startStack(options);
  try {
    return await use(started, true);
  } finally {
    options.onProgress("Stopping");
    await started.stop();
  }
}

function refuseMissingCidrs(wanted: readonly string[], running: RunningStack): void {
  const missing = wanted.filter((cidr) => !running.allowCidrs.includes(cidr));
  if (missing.length === 0) return;
  throw badInput(
    `The Sluice that runs here (process ${running.pid}) does not allow ${missing.join(", ")}. ` +
      `Stop it and start it with: sluice up ${missing.map((cidr) => `--allow-cidr ${cidr}`).join(" ")}`,
  );
}

function refuseOtherProxy(wanted: string | null, { pid, proxy }: RunningStack): void {
  if (wanted === null || wanted === proxy) return;
  throw badInput(
    `The Sluice that runs here (process ${pid}) sends ${proxy === null ? "without a proxy" : `through ${proxy}`}. ` +
      `Stop it and start it with: sluice up --proxy ${wanted}`,
  );
}
