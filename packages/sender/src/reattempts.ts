// Recipients of one pass that were refused for their token: kept open, and sent once more when a new token is there.
//
//   R1. A recipient is sent once more at most in a pass, and the second answer counts. That may be one attempt more than the
//       retry policy allows, also over several passes.
//   R2. If the new token cannot be fetched, the first answer counts.
//   R3. Once the run is over nobody is sent once more, also not who is refused later: the first answer counts.
import type { RecipientOutcome } from "@sluice/schema";
import type { AttemptResult } from "./attempt-result.ts";
import type { RequestAuthorization } from "./request-authorization.ts";

interface Sent {
  index: number;
  attempt: number;
}

interface Waiting {
  outcome: RecipientOutcome;
  startedMs: number;
  ticket: number;
}

export class Reattempts {
  readonly #authorization: RequestAuthorization | null;
  readonly #maxAttempts: number;
  /** In the order of their answers. */
  readonly #waiting = new Map<number, Waiting>();
  readonly #sentAgain = new Set<number>();
  #isClosed = false;

  constructor(authorization: RequestAuthorization | null, maxAttempts: number) {
    this.#authorization = authorization;
    this.#maxAttempts = maxAttempts;
  }

  get count(): number {
    return this.#waiting.size;
  }

  /** HOT. Whether the answer is about the token, and the recipient has a second try. */
  isOwed({ index, attempt }: Sent, result: AttemptResult): boolean {
    if (this.#authorization === null || this.#isClosed || result.kind !== "response") return false; // R3
    if (attempt > this.#maxAttempts || this.#sentAgain.has(index)) return false; // R1
    return this.#authorization.reattemptStatuses.has(result.status);
  }

  /** HOT. Requests that a recipient has had in this pass once it is answered. */
  requestsOf(index: number): number {
    return this.#sentAgain.has(index) ? 2 : 1;
  }

  /** @param outcome what the answer means if there is no second try. */
  keep(outcome: RecipientOutcome, startedMs: number): void {
    const ticket = this.#authorization?.refuse(startedMs) ?? 0;
    this.#waiting.set(outcome.index, { outcome, startedMs, ticket });
  }

  /** HOT. @returns the recipient to send now and the attempt's number, or null. The caller says `sending`. */
  next(): { index: number; attempt: number } | null {
    if (this.#waiting.size === 0) return null;
    for (const { outcome, startedMs, ticket } of this.#waiting.values()) {
      if (this.#authorization?.wasRenewed(startedMs, ticket) === true)
        return { index: outcome.index, attempt: outcome.attempts + 1 };
      return null; // later ones were refused later
    }
    return null;
  }

  sending(index: number): void {
    this.#waiting.delete(index);
    this.#sentAgain.add(index);
  }

  /** R2: those whose token was not renewed leave, with what their first answer means. */
  takeGivenUp(): RecipientOutcome[] {
    if (this.#waiting.size === 0) return [];
    const all = [...this.#waiting.values()];
    const givenUp = all.filter(
      ({ startedMs, ticket }) => this.#authorization?.wasRenewed(startedMs, ticket) === false,
    );
    for (const { outcome } of givenUp) this.#waiting.delete(outcome.index);
    return givenUp.map(({ outcome }) => outcome);
  }

  /** R3. @returns those who were waiting, with what their first answer means. */
  close(): RecipientOutcome[] {
    this.#isClosed = true;
    return this.takeAll();
  }

  takeAll(): RecipientOutcome[] {
    const all = [...this.#waiting.values()].map(({ outcome }) => outcome);
    this.#waiting.clear();
    return all;
  }
}
