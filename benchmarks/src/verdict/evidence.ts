// What a verdict is reached from: the sink's records, what Sluice says became of each recipient, and the faults fired.
import { hashKey, joinHash } from "../sink/key-hash.ts";
import type { RequestRecord } from "../sink/record-format.ts";

/** The six ends. Written out here, not imported: the verdict must not agree with the engine by construction. */
export const ENDS = ["delivered", "skipped", "unknown", "expired", "cancelled", "dead_lettered"] as const;
export type End = (typeof ENDS)[number];

/** One recipient in the export. `end` is null when there is none. */
export interface OutcomeRow {
  user_id: string;
  end: string | null;
  attempts: number;
  possible_duplicate: boolean;
}

export type RunSummary = {
  run_id: string;
  targeted: number;
  excluded: Record<string, number>;
  recipients: number;
} & Record<End, number>;

export interface Fault {
  /** For example `kill_delivery`. */
  kind: string;
}

export interface Bounds {
  /** Second and later 2xx answers of a key, over the whole run. */
  maxDuplicates?: number;
  /** The request limit: in no rolling 60 s more than this at the sink. */
  requestsPerMinute?: number;
  /** Faults that must have been fired, or the run shows nothing. */
  minFaults: Readonly<Record<string, number>>;
}

export interface Evidence {
  /** By time of arrival. */
  records: readonly RequestRecord[];
  outcome: readonly OutcomeRow[];
  /** User ids of the audience, when known from elsewhere than the export. */
  planned?: readonly string[];
  summary: RunSummary;
  faults: readonly Fault[];
  bounds: Bounds;
}

/** The result of one check. A check without `violationCount` holds. */
export interface Finding {
  /** As in the list of invariants: I1, I2 … */
  invariant: string;
  rule: string;
  violationCount: number;
  /** The first few, for a person to look up. */
  examples: readonly string[];
  figures: Readonly<Record<string, number>>;
}

export type RequestsByKey = ReadonlyMap<bigint, readonly RequestRecord[]>;

export function requestsByKey(records: readonly RequestRecord[]): RequestsByKey {
  const byKey = new Map<bigint, RequestRecord[]>();
  for (const record of records) {
    const key = joinHash({ low: record.keyLow, high: record.keyHigh });
    const requests = byKey.get(key);
    if (requests) requests.push(record);
    else byKey.set(key, [record]);
  }
  return byKey;
}

export const keyOf = (runId: string, userId: string): bigint =>
  joinHash(hashKey(`${runId}:${encodeURIComponent(userId)}`));

export const isDelivered = ({ status }: RequestRecord): boolean => status >= 200 && status <= 299;

const MAX_EXAMPLES = 10;

/** Collects violations of one rule; keeps the count of all and the text of a few. */
export class Violations {
  #count = 0;
  readonly #examples: string[] = [];

  add(example: string): void {
    this.#count += 1;
    if (this.#examples.length < MAX_EXAMPLES) this.#examples.push(example);
  }

  finding(invariant: string, rule: string, figures: Record<string, number> = {}): Finding {
    return { invariant, rule, violationCount: this.#count, examples: this.#examples, figures };
  }
}
