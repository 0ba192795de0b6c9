// Attempts kept by one thread until they are on the bus: every failure, and of the successes a few a minute of each run.
//
//   B1. What is full drops, and counts what it dropped; it never waits and never grows. No run takes more than half.
//   B2. A success that is not sampled costs a comparison; a failure that finds the buffer full is not even redacted.
//   B3. A chunk leaves the buffer when it is on the bus, and has the same id however often it is published.
import type { RunId, WorkspaceId } from "@sluice/schema";
import { type EndedAttempt, redactAttempt } from "./redact-attempt.ts";
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

/** JSON of an `AttemptChunk`, to be published as it is. */
export interface PendingChunk {
  id: string;
  workspaceId: WorkspaceId;
  runId: RunId;
  payload: string;
  bytes: number;
}

/** What a pass tells of the attempts of its run. */
export interface AttemptKeeper {
  /** HOT: whether the next success may be kept. An estimate, so that nothing of its answer need be kept otherwise. */
  readonly hasRoomForDelivered: boolean;
  /** HOT. Takes a place in the sample. */
  takesDelivered(nowMs: number): boolean;
  keep(attempt: EndedAttempt): void;
}

const MINUTE_MS = 60_000;
/** Runs that a thread knows; one without anything to publish is forgotten beyond this many. */
const MAX_RUNS = 200;
const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;
const DEFAULT_MAX_CHUNK_BYTES = 256 * 1024;
/** A reader numbers the records of a chunk. */
const MAX_CHUNK_RECORDS = 1_000;

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

  /** B3 */
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

interface RunPorts {
  samplePerMinute: number;
  maxChunkBytes: number;
  nextId: () => string;
  hasRoom: (bytesOfRun: number) => boolean;
  redact: (attempt: EndedAttempt) => string;
  onKept: (bytes: number) => void;
  onDropped: () => void;
}

class RunAttempts implements AttemptKeeper {
  readonly #workspaceId: WorkspaceId;
  readonly #runId: RunId;
  readonly #ports: RunPorts;
  /** JSON of records that are in no chunk yet. */
  #records: string[] = [];
  #bytes = 0;
  #dropped = 0;
  #sampleLeft: number;
  #sampleEndsMs = 0;

  constructor(workspaceId: WorkspaceId, runId: RunId, ports: RunPorts) {
    this.#workspaceId = workspaceId;
    this.#runId = runId;
    this.#ports = ports;
    this.#sampleLeft = ports.samplePerMinute;
  }

  get isEmpty(): boolean {
    return this.#bytes === 0 && this.#dropped === 0;
  }

  get hasRoomForDelivered(): boolean {
    return this.#sampleLeft > 0;
  }

  takesDelivered(nowMs: number): boolean {
    if (nowMs >= this.#sampleEndsMs) {
      this.#sampleEndsMs = nowMs + MINUTE_MS;
      this.#sampleLeft = this.#ports.samplePerMinute;
    }
    if (this.#sampleLeft === 0) return false; // B2
    this.#sampleLeft -= 1;
    return true;
  }

  keep(attempt: EndedAttempt): void {
    if (!this.#ports.hasRoom(this.#bytes)) {
      this.#dropped += 1;
      return this.#ports.onDropped(); // B2
    }
    const record = this.#ports.redact(attempt);
    const bytes = Buffer.byteLength(record) + 1;
    this.#records.push(record);
    this.#bytes += bytes;
    this.#ports.onKept(bytes);
  }

  released(bytes: number): void {
    this.#bytes -= bytes;
  }

  take(): PendingChunk | null {
    if (this.#records.length === 0 && this.#dropped === 0) return null;
    const { count, bytes } = this.#fitting();
    const records = this.#records.splice(0, count);
    const head = { v: 1, workspace_id: this.#workspaceId, run_id: this.#runId, dropped: this.#dropped };
    this.#dropped = 0;
    return {
      id: this.#ports.nextId(),
      workspaceId: this.#workspaceId,
      runId: this.#runId,
      payload: `${JSON.stringify(head).slice(0, -1)},"records":[${records.join(",")}]}`,
      bytes,
    };
  }

  #fitting(): { count: number; bytes: number } {
    let count = 0;
    let bytes = 0;
    for (const record of this.#records) {
      const more = Buffer.byteLength(record) + 1;
      if (count > 0 && (bytes + more > this.#ports.maxChunkBytes || count === MAX_CHUNK_RECORDS)) break;
      count += 1;
      bytes += more;
    }
    return { count, bytes };
  }
}
