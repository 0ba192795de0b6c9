// Attempts kept by one thread until they are on the bus: every failure, and of the successes a few a minute of each run.
//
//   B1. What is full drops, and counts what it dropped; it never waits and never grows. No run takes more than half.
//   B2. A chunk leaves the buffer when it is on the bus, and has the same id however often it is published.
import type { RunId, WorkspaceId } from "@sluice/schema";
import { redactAttempt } from "./redact-attempt.ts";
import { type AttemptKeeper, type PendingChunk, RunAttempts } from "./run-attempts.ts";
import type { SensitiveNames } from "./sensitive-names.ts";

export interface AttemptBufferOptions {
  /** Part of the chunks' ids: one for each thread. */
  owner: string;
  names: SensitiveNames;
  /** Successes kept in a minute, of each run. */
  samplePerMinute: number;
  /** Told with each attempt from a quarter of the bound on: it is time to publish. */
  onFilling?: () => void;
  maxBytes?: number;
  maxChunkBytes?: number;
}

/** Runs that a thread knows; one without anything to publish is forgotten beyond this many. */
const MAX_RUNS = 200;
const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;
const DEFAULT_MAX_CHUNK_BYTES = 256 * 1024;

export class AttemptBuffer {
  readonly #options: Required<AttemptBufferOptions>;
  readonly #runs = new Map<RunId, RunAttempts>();
  #chunkNo = 0;
  #bytes = 0;
  #keptCount = 0;
  #droppedCount = 0;

  constructor(options: AttemptBufferOptions) {
    this.#options = {
      onFilling: () => undefined,
      maxBytes: DEFAULT_MAX_BYTES,
      maxChunkBytes: DEFAULT_MAX_CHUNK_BYTES,
      ...options,
    };
  }

  get bytes(): number {
    return this.#bytes;
  }

  get keptCount(): number {
    return this.#keptCount;
  }

  get droppedCount(): number {
    return this.#droppedCount;
  }

  of(workspaceId: WorkspaceId, runId: RunId): AttemptKeeper {
    const run = this.#runs.get(runId) ?? this.#open(workspaceId, runId);
    this.#runs.delete(runId); // the run asked for last stands last
    this.#runs.set(runId, run);
    return run;
  }

  /** What has gathered, as chunks within their size. Their bytes count until `published` says that they are gone. */
  *take(): Generator<PendingChunk> {
    for (const run of this.#runs.values()) {
      for (let chunk = run.take(); chunk !== null; chunk = run.take()) yield chunk;
    }
  }

  /** B2 */
  published(chunk: PendingChunk): void {
    this.#bytes -= chunk.bytes;
    this.#runs.get(chunk.runId)?.released(chunk.bytes);
  }

  #open(workspaceId: WorkspaceId, runId: RunId): RunAttempts {
    this.#forgetOldest();
    const { names, samplePerMinute, maxBytes, maxChunkBytes, owner, onFilling } = this.#options;
    return new RunAttempts(workspaceId, runId, {
      samplePerMinute,
      maxChunkBytes,
      nextId: () => `${owner}.${this.#chunkNo++}`,
      hasRoom: (bytesOfRun) => this.#bytes < maxBytes && bytesOfRun < maxBytes / 2, // B1
      redact: (attempt) => JSON.stringify(redactAttempt(attempt, names)),
      onKept: (bytes) => {
        this.#bytes += bytes;
        this.#keptCount += 1;
        if (this.#bytes >= maxBytes / 4) onFilling();
      },
      onDropped: () => (this.#droppedCount += 1),
    });
  }

  #forgetOldest(): void {
    if (this.#runs.size < MAX_RUNS) return;
    for (const [runId, run] of this.#runs) {
      if (!run.isEmpty) continue;
      this.#runs.delete(runId);
      return;
    }
  }
}
