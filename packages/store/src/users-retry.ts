// Postgres restarts in the middle of an import: wait for it, and load the chunk again.
import { setTimeout } from "node:timers/promises";

export interface RetryOptions {
  /** How long Postgres may stay away. */
  giveUpAfterMs?: number;
  pauseMs?: number;
  /** For the log: the attempt failed and is about to be repeated. */
  onRetry?: (error: Error) => void;
  nowMs?: () => number;
}

export class UsersLoadError extends Error {
  override readonly name = "UsersLoadError";
  readonly code = "POSTGRES_UNREACHABLE";
}

/** @param load can be repeated without harm, even when it succeeded and only the answer was lost */
export async function retryWhileDown<T>(load: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { giveUpAfterMs = 60_000, pauseMs = 250, onRetry, nowMs = Date.now } = options;
  const startedAtMs = nowMs();
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (!(error instanceof Error) || !mayPass(error)) throw error;
      if (nowMs() - startedAtMs >= giveUpAfterMs) throw unreachable(error, giveUpAfterMs);
      onRetry?.(error);
    }
    await setTimeout(pauseMs);
  }
}

function unreachable(cause: Error, giveUpAfterMs: number): UsersLoadError {
  const message =
    `Postgres could not be reached for ${giveUpAfterMs / 1000} seconds. What was imported before stays;` +
    " start Postgres and import the same file again.";
  return new UsersLoadError(message, { cause });
}

/** Classes 08 (connection), 53 (resources: connections, a full disk) and 57P (shutdown, start-up), serialisation failures, and sockets that broke. */
const PASSING_CODE =
  /^(08\w{3}|53\w{3}|57P0[1-3]|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/;
/** pg and pg-pool give these no code. */
const PASSING_MESSAGE = /^Connection terminated|^Client has encountered a connection error|^timeout exceeded/;

function mayPass(error: Error): boolean {
  const code = "code" in error ? String(error.code) : "";
  return PASSING_CODE.test(code) || PASSING_MESSAGE.test(error.message) || isPrematureClose(code);
}

/** The socket ended while COPY was sending. */
function isPrematureClose(code: string): boolean {
  return code === "ERR_STREAM_PREMATURE_CLOSE" || code === "ERR_STREAM_DESTROYED";
}
