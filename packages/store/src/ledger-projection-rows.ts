// Ledger entries as lines of COPY text, built straight from the entry's columns.
// HOT: once per recipient, 30,000 times a second when the projection catches up.
import { type Column, type LedgerEntry, type OutcomeColumns, type OutcomeEnd, valueAt } from "@sluice/schema";

/** One entry of the ledger stream, and the batch that it tells of. */
export interface LedgerRecord {
  /** Sequence in the stream. */
  seq: number;
  runId: string;
  batchNo: number;
  entry: LedgerEntry;
}

/**
 * One piece for each entry that has any. Joined to one text, a group is a megabyte that V8 keeps apart from what is short-lived:
 * dead ones then stay until everything is collected, and a busy ledger held up to 66 MiB of them.
 */
export interface CopyLines {
  deliveries: string[];
  retries: string[];
}

export const DELIVERY_COLUMNS =
  "run_id, user_id, ending, status, attempts, latency_ms, reason, possible_duplicate, batch_no, settled_at, row_json";
export const RETRY_COLUMNS = "run_id, user_id, due_at, attempts, reason, possible_duplicate, row_json";

const MAX_SMALLINT = 32_767;
const MAX_INTEGER = 2_147_483_647;

/**
 * @param nowMs Postgres's clock. A sender tells how long a retry waits, by its own clock: when the retry is due is decided here, so
 * that a host whose clock is wrong delays nothing.
 */
export function copyLines(records: readonly LedgerRecord[], nowMs: number): CopyLines {
  const lines: CopyLines = { deliveries: [], retries: [] };
  for (const record of records) {
    if (record.entry.outcomes !== null) addLines(lines, record, record.entry.outcomes, nowMs);
  }
  return lines;
}

function addLines(
  lines: CopyLines,
  { runId, batchNo, entry }: LedgerRecord,
  columns: OutcomeColumns,
  nowMs: number,
): void {
  const { end, user_id, attempts, latency_ms } = columns;
  const settled = `\t${batchNo}\t${new Date(entry.at_ms).toISOString()}\t`;
  const reasons = columns.reasons.map(copyText);
  const alike = areAlike(columns) ? factsOf(columns, 0, reasons) : null;
  let deliveries = "";
  let retries = "";
  let retry = 0;
  let deadLetter = 0;
  for (let i = 0; i < user_id.length; i++) {
    const start = `${runId}\t${copyText(user_id[i] ?? "")}\t`;
    const ending = valueAt(end, i);
    if (ending === "retry") {
      const waitMs = Math.max(0, (columns.retry_due_at_ms[retry] ?? 0) - entry.at_ms);
      const dueAt = new Date(Math.min(nowMs + waitMs, MAX_DATE_MS)).toISOString();
      const attempted = Math.min(valueAt(attempts, i) ?? 0, MAX_SMALLINT);
      const why = reasons[valueAt(columns.reason, i) ?? -1] ?? "";
      const row = copyJson(columns.retry_rows[retry++]);
      retries += `${start}${dueAt}\t${attempted}\t${why}\t${markOf(columns, i)}\t${row}\n`;
      continue;
    }
    const row = ending === "dead_lettered" ? copyJson(columns.dead_letter_rows[deadLetter++]) : "\\N";
    const latencyMs = Math.min(valueAt(latency_ms, i) ?? 0, MAX_INTEGER);
    const { before, after } = alike ?? factsOf(columns, i, reasons);
    deliveries += start + before + latencyMs + after + settled + row + "\n";
  }
  if (deliveries !== "") lines.deliveries.push(deliveries);
  if (retries !== "") lines.retries.push(retries);
}

/** All that the line of a recipient says beside who it is, its latency and its row. */
interface Facts {
  before: string;
  after: string;
}

const areAlike = ({ end, status, attempts, reason, possible_duplicate }: OutcomeColumns): boolean =>
  [end, status, attempts, reason, possible_duplicate].every((column) => typeof column !== "object");

function factsOf(columns: OutcomeColumns, i: number, reasons: readonly string[]): Facts {
  const answered = Math.min(valueAt(columns.status, i) ?? 0, MAX_SMALLINT);
  const attempted = Math.min(valueAt(columns.attempts, i) ?? 0, MAX_SMALLINT);
  const why = reasons[valueAt(columns.reason, i) ?? -1] ?? "\\N";
  return {
    before: `${valueAt(columns.end, i)}\t${answered}\t${attempted}\t`,
    after: `\t${why}\t${markOf(columns, i)}`,
  };
}

const markOf = ({ possible_duplicate }: OutcomeColumns, i: number): "t" | "f" =>
  valueAt(possible_duplicate, i) === 1 ? "t" : "f";

const copyJson = (row: unknown): string => copyText(JSON.stringify(row ?? null));

// oxlint-disable-next-line no-control-regex -- NUL is what Postgres cannot hold
const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Record<string, string> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\uFFFD",
};

/** A value as it stands in COPY's text format. */
export function copyText(value: string): string {
  // oxlint-disable-next-line no-control-regex -- as above
  return SPECIAL.test(value)
    ? value.replace(/[\\\t\n\r\0]/g, (special) => ESCAPES[special] ?? special)
    : value;
}

/** Latest instant that a JavaScript date holds. */
const MAX_DATE_MS = 8.64e15;

/** What the schema cannot say: that the columns belong together. An entry that fails is passed over. */
export function isProjectable(record: LedgerRecord): boolean {
  const { entry, batchNo } = record;
  if (!(entry.at_ms >= 0 && entry.at_ms <= MAX_DATE_MS)) return false;
  if (!Number.isInteger(batchNo) || batchNo < 0 || batchNo > MAX_INTEGER) return false;
  return entry.outcomes === null || columnsAgree(entry.outcomes);
}

function columnsAgree(columns: OutcomeColumns): boolean {
  const { index, user_id, end, status, attempts, requested, latency_ms, reason, possible_duplicate } =
    columns;
  const perRecipient = [index, end, status, attempts, requested, latency_ms, reason, possible_duplicate];
  if (perRecipient.some((column) => typeof column === "object" && column.length !== user_id.length))
    return false;
  const retries = count(end, "retry", user_id.length);
  if (columns.retry_rows.length !== retries || columns.retry_due_at_ms.length !== retries) return false;
  if (columns.retry_due_at_ms.some((dueAtMs) => !(dueAtMs >= 0 && dueAtMs <= MAX_DATE_MS))) return false;
  return columns.dead_letter_rows.length === count(end, "dead_lettered", user_id.length);
}

function count(ends: Column<OutcomeEnd>, wanted: OutcomeEnd, recipients: number): number {
  if (typeof ends !== "object") return ends === wanted ? recipients : 0;
  let found = 0;
  for (const end of ends) if (end === wanted) found++;
  return found;
}
