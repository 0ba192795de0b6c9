// Which attempts of one pass are kept for the log, and how much of each answer is needed: by the success rule, or by the log.
import type { Batch, RecipientOutcome } from "@sluice/schema";
import type { AttemptKeeper } from "./run-attempts.ts";
import type { AttemptResult } from "./attempt-result.ts";
import { type Exchange, MAX_RESPONSE_BYTES } from "./exchange.ts";
import type { RunTemplate } from "./run-template.ts";

/** Of a body, what the log may need to show its part of it: redaction makes text shorter. */
const LOGGED_BYTES = 4_096;

export class PassAttempts {
  readonly #batch: Batch;
  readonly #template: RunTemplate;
  readonly #keeper: AttemptKeeper | null;

  /** @param keeper null: nothing is logged. */
  constructor(batch: Batch, template: RunTemplate, keeper: AttemptKeeper | null) {
    this.#batch = batch;
    this.#template = template;
    this.#keeper = keeper;
  }

  /** HOT: once per answer. @returns null when nobody needs anything but the status. */
  bytesToKeep(status: number): number | null {
    const { isSuccess, and } = this.#template.rules;
    if (!isSuccess(status)) return this.#keeper === null ? null : LOGGED_BYTES;
    if (and?.readsBody === true) return MAX_RESPONSE_BYTES;
    if (this.#keeper?.hasRoomForDelivered === true) return LOGGED_BYTES;
    return and === null ? null : 0;
  }

  /** HOT: once per answer. */
  ended(exchange: Exchange, result: AttemptResult, outcome: RecipientOutcome, nowMs: number): void {
    if (this.#keeper === null || exchange.request === null) return;
    if (outcome.end === "delivered" && !this.#keeper.takesDelivered(nowMs)) return;
    this.#keeper.keep({
      atMs: nowMs,
      userId: this.#batch.rows[exchange.index]?.[0] ?? "",
      batchNo: this.#batch.batch_no,
      attempt: exchange.attempt,
      latencyMs: outcome.latencyMs,
      reason: outcome.reason,
      isPossibleDuplicate: outcome.isPossibleDuplicate,
      origin: this.#template.origin,
      request: exchange.request,
      result,
      writtenHeaders: this.#template.writtenHeaders,
    });
  }
}
