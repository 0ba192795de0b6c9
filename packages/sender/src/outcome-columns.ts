// Outcomes gathered into the columns of a ledger entry. HOT: once per recipient.
import type { OutcomeColumns, RecipientOutcome, RecipientRow } from "@sluice/schema";

export class OutcomeBuffer {
  #columns = emptyColumns();
  #reasonPositions = new Map<string, number>();

  get count(): number {
    return this.#columns.index.length;
  }

  add(outcome: RecipientOutcome, row: RecipientRow): void {
    const columns = this.#columns;
    columns.index.push(outcome.index);
    columns.user_id.push(row[0]);
    columns.end.push(outcome.end);
    columns.status.push(outcome.status);
    columns.attempts.push(outcome.attempts);
    columns.requested.push(outcome.isRequested ? 1 : 0);
    columns.latency_ms.push(Math.round(outcome.latencyMs));
    columns.reason.push(outcome.reason === null ? -1 : this.#reasonPosition(outcome.reason));
    columns.possible_duplicate.push(outcome.isPossibleDuplicate ? 1 : 0);
    if (outcome.end === "retry") {
      columns.retry_due_at_ms.push(Math.round(outcome.dueAtMs));
      columns.retry_rows.push(row);
    } else if (outcome.end === "dead_lettered") {
      columns.dead_letter_rows.push(row);
    }
  }

  /** What has gathered since the last call, or null. */
  take(): OutcomeColumns | null {
    if (this.count === 0) return null;
    const taken = this.#columns;
    this.#columns = emptyColumns();
    this.#reasonPositions = new Map();
    return taken;
  }

  #reasonPosition(reason: string): number {
    const known = this.#reasonPositions.get(reason);
    if (known !== undefined) return known;
    const position = this.#columns.reasons.push(reason) - 1;
    this.#reasonPositions.set(reason, position);
    return position;
  }
}

function emptyColumns(): OutcomeColumns {
  return {
    index: [],
    user_id: [],
    end: [],
    status: [],
    attempts: [],
    requested: [],
    latency_ms: [],
    reason: [],
    reasons: [],
    possible_duplicate: [],
    retry_due_at_ms: [],
    retry_rows: [],
    dead_letter_rows: [],
  };
}
