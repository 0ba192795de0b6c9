import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedError } from "./embedded-error.ts";
import type { ServerChild } from "./server-child.ts";
import { lastLogLines } from "./server-log.ts";

export interface Readiness {
  processName: string;
  logPath: string;
  readyTimeoutMs: number;
  /** Asked every 10 ms; a rejection means "not yet". */
  isReady: (signal: AbortSignal) => Promise<boolean>;
}

const READY_POLL_MS = 10;

/** Rejects also when the signal is aborted. @throws EmbeddedError START_FAILED, START_TIMEOUT, with the log's last lines */
export async function awaitReady(
  child: ServerChild,
  readiness: Readiness,
  stopping: AbortSignal,
): Promise<void> {
  const done = new AbortController();
  const waiting = AbortSignal.any([done.signal, AbortSignal.timeout(readiness.readyTimeoutMs), stopping]);
  try {
    const isReady = await Promise.race([untilReady(readiness, waiting), child.howItEnded]);
    if (isReady === true) return;
    throw await startFailure(readiness, typeof isReady === "string" ? isReady : undefined);
  } finally {
    done.abort();
  }
}

async function untilReady({ isReady }: Readiness, waiting: AbortSignal): Promise<boolean> {
  while (!waiting.aborted) {
    if (await isReady(waiting).catch(() => false)) return true;
    await sleep(READY_POLL_MS);
  }
  return false;
}

async function startFailure(
  { processName, logPath, readyTimeoutMs }: Readiness,
  how: string | undefined,
): Promise<EmbeddedError> {
  const lines = await lastLogLines(logPath, 5);
  const see = `see ${logPath}. Its last lines:\n${lines}`;
  if (how !== undefined)
    return new EmbeddedError("START_FAILED", `${processName} did not start (${how}); ${see}`);
  const seconds = readyTimeoutMs / 1_000;
  return new EmbeddedError("START_TIMEOUT", `${processName} was not ready within ${seconds} s; ${see}`);
}
