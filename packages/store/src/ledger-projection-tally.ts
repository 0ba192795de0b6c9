// What a group of ledger entries adds to the totals of each run, and how it leaves each batch.
import { type Column, type OutcomeColumns, RECIPIENT_ENDS, type RecipientEnd, valueAt } from "@sluice/schema";
import type { LedgerRecord } from "./ledger-projection-rows.ts";

export interface RunTally {
  ends: Record<RecipientEnd, number>;
  /** Requests made: each outcome says how many it stands for (its column `requested`). */
  attempts: number;
  /** Requests that carried the mark. */
  possibleDuplicates: number;
  retrying: number;
  /** Why recipients ended otherwise than delivered. */
  reasons: Map<string, number>;
}

export interface BatchState {
  runId: string;
  batchNo: number;
  claimed: number;
  /** Base64, as in the entry. */
  settled: string;
  isDone: boolean;
  isReleased: boolean;
}

export function tallyByRun(records: readonly LedgerRecord[]): Map<string, RunTally> {
  const tallies = new Map<string, RunTally>();
  for (const { runId, entry } of records) {
    if (entry.outcomes === null) continue;
    const tally = tallies.get(runId) ?? emptyTally();
    tallies.set(runId, tally);
    addOutcomes(tally, entry.outcomes);
  }
  return tallies;
}

function emptyTally(): RunTally {
  const ends = { delivered: 0, skipped: 0, unknown: 0, expired: 0, cancelled: 0, dead_lettered: 0 };
  return { ends, attempts: 0, possibleDuplicates: 0, retrying: 0, reasons: new Map() };
}

// HOT: once per recipient, unless all end alike.
function addOutcomes(tally: RunTally, columns: OutcomeColumns): void {
  const { user_id, requested, possible_duplicate } = columns;
  tally.attempts += sumOf(requested, user_id.length);
  tally.possibleDuplicates += sumOf(possible_duplicate, user_id.length);
  const { end, reason } = columns;
  if (typeof end !== "object" && typeof reason !== "object")
    return addEnds(tally, columns, 0, user_id.length);
  for (let i = 0; i < user_id.length; i++) addEnds(tally, columns, i, 1);
}

function addEnds(tally: RunTally, { end, reason, reasons }: OutcomeColumns, i: number, times: number): void {
  const ending = valueAt(end, i);
  if (ending === undefined) return;
  if (ending === "retry") {
    tally.retrying += times;
    return;
  }
  tally.ends[ending] += times;
  const why = ending === "delivered" ? undefined : reasons[valueAt(reason, i) ?? -1];
  if (why !== undefined) tally.reasons.set(why, (tally.reasons.get(why) ?? 0) + times);
}

function sumOf(column: Column<number>, recipients: number): number {
  if (typeof column !== "object") return column * recipients;
  let sum = 0;
  for (const value of column) sum += value;
  return sum;
}

/** A run tells at most so many reasons apart; what comes later is counted as `other`. */
export const MAX_REASONS = 100;
export const OTHER_REASON = "other";

export function mergeReasons(
  known: Readonly<Record<string, number>>,
  added: ReadonlyMap<string, number>,
): Record<string, number> {
  const merged = new Map(Object.entries(known));
  for (const [reason, times] of added) {
    const name = merged.has(reason) || merged.size < MAX_REASONS ? reason : OTHER_REASON;
    merged.set(name, (merged.get(name) ?? 0) + times);
  }
  return Object.fromEntries(merged);
}

/** The last entry of each batch says all: state in the ledger is cumulative. */
export function lastStates(records: readonly LedgerRecord[]): BatchState[] {
  const states = new Map<string, BatchState>();
  for (const { runId, batchNo, entry } of records) {
    const { claimed, settled, done: isDone, released: isReleased } = entry;
    states.set(`${runId} ${batchNo}`, { runId, batchNo, claimed, settled, isDone, isReleased });
  }
  return [...states.values()];
}

export const endedIn = (tally: RunTally): number =>
  RECIPIENT_ENDS.reduce((sum, end) => sum + tally.ends[end], tally.retrying);
