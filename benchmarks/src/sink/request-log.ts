// All that the sink knows about the requests it saw: in memory for `/counts`, on disk for the verdict.
import { Arrivals } from "./arrivals.ts";
import type { ArrivalFigures } from "./arrivals.ts";
import { KeyTable } from "./key-table.ts";
import type { KeyCounts } from "./key-table.ts";
import { hashKey } from "./key-hash.ts";
import { RecordFile } from "./record-file.ts";
import type { RequestRecord } from "./record-format.ts";
import type { ParsedRequest } from "./parse-request.ts";

export interface Counts extends ArrivalFigures {
  uniqueKeys: number | null;
  /** Keys answered 2xx more than once. */
  keysDeliveredTwice: number | null;
  /** Ended requests by status; `0` had no answer: reset, hung, or the sender had gone. */
  byStatus: Readonly<Record<string, number>>;
  /** Arrived and not yet answered. */
  pending: number;
  /** Refused before they counted as requests: malformed, too large, chunked. */
  refused: number;
  recordsDropped: number;
}

export class RequestLog {
  refusedCount = 0;
  readonly #file: RecordFile | undefined;
  readonly #keepsKeys: boolean;
  #arrivals = new Arrivals();
  #keys = new KeyTable();
  #byStatus = new Map<number, number>();
  #endedCount = 0;

  constructor(options: { recordPath?: string; keepsKeys: boolean }) {
    this.#file = options.recordPath === undefined ? undefined : new RecordFile(options.recordPath);
    this.#keepsKeys = options.keepsKeys;
  }

  /** HOT: once per request, before it is answered. */
  arrived(request: ParsedRequest, nowUs: number): void {
    this.#arrivals.count(nowUs);
    if (request.hasKey && this.#keepsKeys) this.#keys.countRequest(request.key);
  }

  /** HOT: once per request, when it was answered or its connection is gone. */
  ended(record: RequestRecord, hasKey: boolean): void {
    this.#endedCount += 1;
    this.#byStatus.set(record.status, (this.#byStatus.get(record.status) ?? 0) + 1);
    if (hasKey && this.#keepsKeys) this.#keys.countAnswer(record.keyLow, record.keyHigh, record.status);
    this.#file?.append(record);
  }

  counts(): Counts {
    const arrivals = this.#arrivals.figures();
    return {
      ...arrivals,
      uniqueKeys: this.#keepsKeys ? this.#keys.size : null,
      keysDeliveredTwice: this.#keepsKeys ? this.#keys.deliveredTwiceCount : null,
      byStatus: Object.fromEntries(this.#byStatus),
      pending: arrivals.total - this.#endedCount,
      refused: this.refusedCount,
      recordsDropped: this.#file?.droppedCount ?? 0,
    };
  }

  lookUp(key: string): KeyCounts {
    return this.#keys.lookUp(hashKey(key));
  }

  /** Forgets the counts, not the records: a verdict reads everything. Only between runs, with nothing pending. */
  reset(): void {
    this.#arrivals = new Arrivals();
    this.#keys = new KeyTable();
    this.#byStatus = new Map();
    this.#endedCount = 0;
    this.refusedCount = 0;
  }

  async flush(): Promise<void> {
    await this.#file?.flush();
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}
