// Attempts of one run kept by one thread, until they leave in chunks.
//
//   R1. A success that is not sampled costs a comparison; a failure that finds no room is not even redacted.
import type { RunId, WorkspaceId } from "@sluice/schema";
import type { EndedAttempt } from "./redact-attempt.ts";

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
/** A reader numbers the records of a chunk. */
const MAX_CHUNK_RECORDS = 1_000;

export interface RunAttemptsPorts {
  samplePerMinute: number;
  maxChunkBytes: number;
  nextId: () => string;
  hasRoom: (bytesOfRun: number) => boolean;
  redact: (attempt: EndedAttempt) => string;
  onKept: (bytes: number) => void;
  onDropped: () => void;
}

export class RunAttempts implements AttemptKeeper {
  readonly #workspaceId: WorkspaceId;
  readonly #runId: RunId;
  readonly #ports: RunAttemptsPorts;
  /** JSON of records that are in no chunk yet. */
  #records: string[] = [];
  #bytes = 0;
  #dropped = 0;
  #sampleLeft: number;
  #sampleEndsMs = 0;

  constructor(workspaceId: WorkspaceId, runId: RunId, ports: RunAttemptsPorts) {
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
    if (this.#sampleLeft === 0) return false; // R1
    this.#sampleLeft -= 1;
    return true;
  }

  keep(attempt: EndedAttempt): void {
    if (!this.#ports.hasRoom(this.#bytes)) {
      this.#dropped += 1;
      return this.#ports.onDropped(); // R1
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
