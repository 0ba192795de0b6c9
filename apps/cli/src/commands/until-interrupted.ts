// Ctrl-C: the first asks the command to end in order, the second ends it at once.
import { EXIT } from "../cli-error.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** @param onFirst to tell the person. The signal that `work` gets is aborted by the first Ctrl-C. */
export async function untilInterrupted<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onFirst: () => void = () => undefined,
): Promise<T> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.incomplete); // what it started ends with it, or at the next start
    controller.abort();
    onFirst();
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}

/** Resolves when the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
