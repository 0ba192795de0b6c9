// Outcomes gathered into the columns of a ledger entry. HOT: once per recipient.
import type { OutcomeColumns, OutcomeEnd, RecipientOutcome, RecipientRow } from "@sluice/schema";
import { GrowingColumn } from "./growing-column.ts";

export class OutcomeBuffer {
  readonly #end = new GrowingColumn<OutcomeEnd>();
  readonly #status = new GrowingColumn<number>();
  readonly #attempts = new GrowingColumn<number>();
  readonly #requested = new GrowingColumn<number>();
  readonly #latencyMs = new GrowingColumn<number>();
  readonly #reason = new GrowingColumn<number>();
  readonly #possibleDuplicate = new GrowingColumn<number>();
  #lists = emptyLists();

  get count(): number {
    return this.#lists.index.length;
  }

  add(outcome: RecipientOutcome, row: RecipientRow): void {
    const lists = this.#lists;
    lists.index.push(outcome.index);
    lists.user_id.push(row[0]);
    this.#end.push(outcome.end);
    this.#status.push(outcome.status);
    this.#attempts.push(outcome.attempts);
    this.#requested.push(outcome.requests);
    this.#latencyMs.push(Math.round(outcome.latencyMs));
    this.#reason.push(outcome.reason === null ? -1 : positionIn(lists.reasons, outcome.reason));
    this.#possibleDuplicate.push(outcome.isPossibleDuplicate ? 1 : 0);
    if (outcome.end === "retry") {
      lists.retry_due_at_ms.push(Math.round(outcome.dueAtMs));
      lists.retry_rows.push(row);
    } else if (outcome.end === "dead_lettered") {
      lists.dead_letter_rows.push(row);
    }
  }

  /** What has gathered since the last call, or null. */
  take(): OutcomeColumns | null {
    if (this.count === 0) return null;
    const lists = this.#lists;
    this.#lists = emptyLists();
    return {
      ...lists,
      end: this.#end.take(),
      status: this.#status.take(),
      attempts: this.#attempts.take(),
      requested: this.#requested.take(),
      latency_ms: this.#latencyMs.take(),
      reason: this.#reason.take(),
      possible_duplicate: this.#possibleDuplicate.take(),
    };
  }
}

/** Bounded words: few, and of one entry never more than a batch has recipients. */
function positionIn(reasons: string[], reason: string): number {
  const position = reasons.indexOf(reason);
  return position >= 0 ? position : reasons.push(reason) - 1;
}

function emptyLists() {
  return {
    index: [] as number[],
    user_id: [] as string[],
    reasons: [] as string[],
    retry_due_at_ms: [] as number[],
    retry_rows: [] as RecipientRow[],
    dead_letter_rows: [] as RecipientRow[],
  };
}
