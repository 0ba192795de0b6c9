// What the author says of answers: which are delivered, which are tried again. Made once per run.
import type { Connector, RetryPolicy } from "@sluice/schema";
import { type AnswerTest, compilePredicate } from "./answer-test.ts";
import { compileStatuses, type StatusTest } from "./status-test.ts";

export interface AnswerRules {
  isSuccess: StatusTest;
  /** null: the status alone decides. */
  and: AnswerTest | null;
  /** What follows a success status when `and` is not met. */
  otherwise: "dead_letter" | "retry";
  isRetried: StatusTest;
  retriesWithoutAnswer: boolean;
}

/** Statuses that say "not now": request timeout, too early, too many requests. All of 5xx as well, and what is no status. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);
const isPassing: StatusTest = (status) => PASSING_STATUSES.has(status) || status >= 500;

export function compileRules(
  { statuses, and, otherwise = "dead_letter" }: Connector["success"],
  retries: Pick<RetryPolicy, "statuses" | "after_no_answer">,
): AnswerRules {
  return {
    isSuccess: compileStatuses(statuses),
    and: and === undefined ? null : compilePredicate(and),
    otherwise,
    isRetried: retries.statuses === undefined ? isPassing : compileStatuses(retries.statuses),
    retriesWithoutAnswer: retries.after_no_answer ?? true,
  };
}
