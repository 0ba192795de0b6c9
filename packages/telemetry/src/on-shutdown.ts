// How a process ends when it is asked to: once, in order, and in bounded time.
//
//   E1. The first SIGINT or SIGTERM, or the loss of the process that started us (its IPC channel), begins the closing.
//   E2. A second signal, or closing longer than the grace, ends the process at once: every process may be killed.
import type { EventEmitter } from "node:events";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** Under Kubernetes' 30 s. */
const DEFAULT_GRACE_MS = 25_000;

export interface ShutdownOptions {
  graceMs?: number;
  onError?: (error: unknown) => void;
  /** For tests. */
  source?: EventEmitter;
  exit?: (code: number) => void;
}

/**
 * @param close receives why: `SIGINT`, `SIGTERM` or `disconnect`. The process exits with 0 when it resolves, with 1 when it
 *   rejects or takes longer than the grace.
 * @returns takes the handlers off again.
 */
export function onShutdown(
  close: (reason: string) => Promise<void>,
  options: ShutdownOptions = {},
): () => void {
  const { graceMs = DEFAULT_GRACE_MS, source = process, exit = (code) => process.exit(code) } = options;
  let isClosing = false;
  const begin = (reason: string): void => {
    if (isClosing) {
      if (reason !== "disconnect") exit(1);
      return;
    }
    isClosing = true;
    setTimeout(() => exit(1), graceMs).unref();
    close(reason).then(
      () => exit(0),
      (error: unknown) => {
        options.onError?.(error);
        exit(1);
      },
    );
  };
  const handlers = [...SIGNALS, "disconnect"].map((name) => ({ name, listener: () => begin(name) }));
  for (const { name, listener } of handlers) source.on(name, listener);
  process.channel?.unref(); // listening for `disconnect` alone keeps no process alive
  return () => {
    for (const { name, listener } of handlers) source.off(name, listener);
  };
}
