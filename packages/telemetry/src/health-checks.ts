// Is this process able to do its work? Each neighbour is asked once, all at the same time, within a bound.
import { setTimeout as sleep } from "node:timers/promises";
import { redactText } from "./redact.ts";

/** Longer than a healthy neighbour needs, shorter than an orchestrator waits. */
export const CHECK_TIMEOUT_MS = 2_000;

/** By the neighbour's name. A check resolves when the neighbour is well and rejects with the reason otherwise. */
export type HealthChecks = Readonly<Record<string, () => Promise<void>>>;

export interface HealthReport {
  status: "ok" | "failing";
  /** `ok`, or why not. */
  checks: Record<string, string>;
}

export async function runHealthChecks(
  checks: HealthChecks,
  timeoutMs = CHECK_TIMEOUT_MS,
): Promise<HealthReport> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await runCheck(check, timeoutMs)] as const),
  );
  return {
    status: results.every(([, result]) => result === "ok") ? "ok" : "failing",
    checks: Object.fromEntries(results),
  };
}

async function runCheck(check: () => Promise<void>, timeoutMs: number): Promise<string> {
  const answered = new AbortController();
  const tooLate = sleep(timeoutMs, `no answer within ${timeoutMs} ms`, { signal: answered.signal });
  try {
    return await Promise.race([check().then(() => "ok"), tooLate]);
  } catch (error) {
    return redactText(error instanceof Error ? error.message : String(error)) || "failed";
  } finally {
    tooLate.catch(() => "the check was faster");
    answered.abort();
  }
}
