// Chunks of attempts off the bus → the attempt log in Postgres. Beside the projection and never in its way: connections of
// its own, and whatever fails here is tried again here.
//
//   W1. A chunk is finished when its rows are committed. One that comes twice changes nothing: its rows have the same keys.
//   W2. What can never be stored is told of and passed over, without its content.
//   W3. No sender's clock decides how long a row is kept: a time far from the server's is replaced by it.
import { type AttemptChunkMessage, AttemptQueue, type Bus } from "@sluice/bus";
import { AttemptChunk } from "@sluice/schema";
import { type LoggedAttempt, type Store, storeAttempts } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import type { AttemptLogMetrics } from "./attempt-log-metrics.ts";
import { pause } from "./duty.ts";

/** About 4 MB in memory at a time. */
const CHUNKS_AT_ONCE = 16;
const WAIT_MS = 1_000;
const STAND_BY_MS = 500;
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
/** More than a chunk has records: keys of one chunk never reach those of the next. */
const RECORDS_PER_CHUNK = 4_096;
const CLOCK_TOLERANCE_MS = 600_000;

export interface WriteAttemptLogPorts {
  bus: Bus;
  store: Store;
  isOnDuty: () => boolean;
  metrics: AttemptLogMetrics;
  log: Logger;
}

export interface RunningAttemptLog {
  /** Resolves when what is in hand is stored or given back. */
  stop(): Promise<void>;
}

export function writeAttemptLog(ports: WriteAttemptLogPorts): RunningAttemptLog {
  const stopping = new AbortController();
  const over = writeForEver(ports, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return over;
    },
  };
}

async function writeForEver(ports: WriteAttemptLogPorts, signal: AbortSignal): Promise<void> {
  let failuresInRow = 0;
  while (!signal.aborted) {
    try {
      await writeWhileOnDuty(ports, signal, () => (failuresInRow = 0));
      await pause(STAND_BY_MS, signal);
    } catch (error) {
      ports.metrics.failures.inc();
      ports.log.warn({ error }, "attempt_log.failed");
      await pause(Math.min(FIRST_DELAY_MS * 2 ** failuresInRow++, LONGEST_DELAY_MS), signal);
    }
  }
}

async function writeWhileOnDuty(
  ports: WriteAttemptLogPorts,
  signal: AbortSignal,
  onStored: () => void,
): Promise<void> {
  if (!ports.isOnDuty()) return;
  const queue = await AttemptQueue.open(ports.bus);
  while (!signal.aborted && ports.isOnDuty()) {
    const messages = await queue.next(CHUNKS_AT_ONCE, WAIT_MS);
    ports.metrics.pendingChunks.set(messages.at(-1)?.pending ?? 0);
    await storeMessages(messages, ports);
    onStored();
  }
}

interface ReadChunk {
  message: AttemptChunkMessage;
  attempts: LoggedAttempt[];
  dropped: number;
}

async function storeMessages(
  messages: readonly AttemptChunkMessage[],
  ports: WriteAttemptLogPorts,
): Promise<void> {
  const chunks = messages.map((message) => readChunk(message, ports)).filter((chunk) => chunk !== null);
  try {
    await storeChunks(chunks, ports);
  } catch (error) {
    if (!isRefused(error)) return giveBackAll(chunks, error);
    for (const chunk of chunks) await storeOrPassOver(chunk, ports); // one of them is at fault
  }
}

async function storeChunks(
  chunks: readonly ReadChunk[],
  { store, metrics }: WriteAttemptLogPorts,
): Promise<void> {
  const attempts = chunks.flatMap((chunk) => chunk.attempts);
  await storeAttempts(store, attempts);
  for (const { message, dropped } of chunks) {
    message.finish(); // W1
    metrics.dropped.inc(dropped);
  }
  metrics.stored.inc(attempts.length);
}

function giveBackAll(chunks: readonly ReadChunk[], error: unknown): never {
  for (const { message } of chunks) message.giveBack(FIRST_DELAY_MS);
  throw error;
}

async function storeOrPassOver(chunk: ReadChunk, ports: WriteAttemptLogPorts): Promise<void> {
  try {
    await storeChunks([chunk], ports);
  } catch (error) {
    if (!isRefused(error)) return giveBackAll([chunk], error);
    passOver(chunk.message, codeOf(error), ports);
  }
}

/** @returns null when it was passed over (W2). */
function readChunk(message: AttemptChunkMessage, ports: WriteAttemptLogPorts): ReadChunk | null {
  try {
    const chunk = AttemptChunk.parse(JSON.parse(new TextDecoder().decode(message.data)));
    if (message.subject !== `attempts.${chunk.workspace_id}.${chunk.run_id}`)
      throw new Error("of another run");
    return { message, dropped: chunk.dropped, attempts: toAttempts(chunk, message) };
  } catch {
    passOver(message, "unreadable", ports);
    return null;
  }
}

function toAttempts(chunk: AttemptChunk, { seq, storedAtMs }: AttemptChunkMessage): LoggedAttempt[] {
  return chunk.records.slice(0, RECORDS_PER_CHUNK).map((record, index) => ({
    workspaceId: chunk.workspace_id,
    runId: chunk.run_id,
    seq: seq * RECORDS_PER_CHUNK + index,
    record: isNear(record.at_ms, storedAtMs) ? record : { ...record, at_ms: storedAtMs }, // W3
  }));
}

const isNear = (atMs: number, storedAtMs: number): boolean =>
  Math.abs(atMs - storedAtMs) < CLOCK_TOLERANCE_MS;

function passOver(
  message: AttemptChunkMessage,
  reason: string,
  { metrics, log }: WriteAttemptLogPorts,
): void {
  message.finish();
  metrics.passedOver.inc();
  log.error({ seq: message.seq, subject: message.subject, reason }, "attempt_chunk.passed_over");
}

/** Postgres does not take the values: the same ones would be refused again. */
const isRefused = (error: unknown): boolean => /^2[23]/.test(codeOf(error));

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null ? String(Reflect.get(error, "code")) : "";
