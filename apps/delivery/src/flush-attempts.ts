// Twice a second, and as soon as much has gathered: what a thread has kept of its attempts goes onto the bus. What cannot be published stays in the buffer,
// whose bound holds, and is tried again with the next flush.
import { type Bus, publishAttempts } from "@sluice/bus";
import { AttemptBuffer, compileNames, type PendingChunk } from "@sluice/sender";
import type { ThreadData } from "./batch-task.ts";

const FLUSH_MS = 500;

export interface ThreadAttempts {
  /** null: nothing is logged. */
  attempts: AttemptBuffer | null;
  flushAttempts: () => Promise<void>;
}

/** The buffer of a thread, emptied onto the bus for as long as the thread lives. */
export function openAttempts(settings: ThreadData["attemptLog"], owner: string, bus: Bus): ThreadAttempts {
  if (settings === null) return { attempts: null, flushAttempts: () => Promise.resolve() };
  const { samplePerMinute, redactFields } = settings;
  const onFilling = (): void => void flusher.flush();
  const buffer = new AttemptBuffer({ owner, names: compileNames(redactFields), samplePerMinute, onFilling });
  const flusher = new AttemptFlusher({ buffer, publish: (chunk) => publishAttempts(bus, chunk) });
  setInterval(onFilling, FLUSH_MS);
  return { attempts: buffer, flushAttempts: () => flusher.flushAll() };
}

export interface FlushPorts {
  buffer: AttemptBuffer;
  publish: (chunk: PendingChunk) => Promise<void>;
}

export class AttemptFlusher {
  readonly #ports: FlushPorts;
  /** Taken out of the buffer and not yet on the bus, in order. */
  readonly #taken: PendingChunk[] = [];
  #running: Promise<void> | null = null;

  constructor(ports: FlushPorts) {
    this.#ports = ports;
  }

  /** Never rejects. While one flush runs, another call is that one. */
  flush(): Promise<void> {
    this.#running ??= this.#publishAll()
      .catch(() => undefined)
      .finally(() => (this.#running = null));
    return this.#running;
  }

  /** At the end of a thread: also what was kept while an earlier flush ran. */
  async flushAll(): Promise<void> {
    await this.flush();
    await this.flush();
  }

  async #publishAll(): Promise<void> {
    const { buffer, publish } = this.#ports;
    this.#taken.push(...buffer.take());
    for (let chunk = this.#taken[0]; chunk !== undefined; chunk = this.#taken[0]) {
      await publish(chunk);
      this.#taken.shift();
      buffer.published(chunk);
    }
  }
}
