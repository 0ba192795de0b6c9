// How an attempt ended → what it means. Pure tables; next-step.ts decides what follows.
import type { AnswerRules } from "./answer-rules.ts";
import type { AttemptResult } from "./attempt-result.ts";
import { failureWords, isInVain } from "./failure-words.ts";

export type AttemptVerdict =
  | { kind: "delivered"; status: number }
  | { kind: "passing"; status: number; reason: string; retryAfter: string | undefined }
  | { kind: "final"; status: number; reason: string };

const RULE_NOT_MET = "success rule not met";

export function classifyAttempt(result: AttemptResult, rules: AnswerRules): AttemptVerdict {
  if (result.kind === "failure") return classifyFailure(result.code, rules);
  const { status, retryAfter } = result;
  if (rules.isSuccess(status)) return meetsRule(result, rules);
  const reason = `status ${status}`;
  if (rules.isRetried(status)) return { kind: "passing", status, reason, retryAfter };
  return { kind: "final", status, reason };
}

function meetsRule(
  { status, retryAfter, content }: Extract<AttemptResult, { kind: "response" }>,
  { and, otherwise }: AnswerRules,
): AttemptVerdict {
  if (and === null || (content !== undefined && and.isMet(content))) return { kind: "delivered", status };
  if (otherwise === "retry") return { kind: "passing", status, reason: RULE_NOT_MET, retryAfter };
  return { kind: "final", status, reason: RULE_NOT_MET };
}

function classifyFailure(code: string, { retriesWithoutAnswer }: AnswerRules): AttemptVerdict {
  const reason = failureWords(code);
  if (isInVain(code)) return { kind: "final", status: 0, reason };
  if (!retriesWithoutAnswer) return { kind: "final", status: 0, reason };
  return { kind: "passing", status: 0, reason, retryAfter: undefined };
}
