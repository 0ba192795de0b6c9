// What is written into the shared entry of a token: before a fetch, and after it. Pure.
import type { TokenEntry } from "@sluice/schema";
import type { TokenAnswer } from "./token-answer.ts";

const FAILURES_UNTIL_FAILED = 3;

/** What is known, as an entry of these settings. */
export function entryOf(known: TokenEntry | null, configurationVersion: number): TokenEntry {
  if (known?.configuration_version === configurationVersion) return known;
  return {
    v: 1,
    configuration_version: configurationVersion,
    token_version: known?.token_version ?? 0,
    sealed: null,
    fetched_at_ms: 0,
    expires_at_ms: 0,
    fetched_by: null,
    fetching_by: null,
    failures: 0,
    status: "ACTIVE",
    status_reason: null,
  };
}

export interface Fetcher {
  owner: string;
  clock: { nowMs(): number };
  seal(token: string, tokenVersion: number): string;
}

/** @param claim the entry under which it was fetched */
export function entryAfter(claim: TokenEntry, answer: TokenAnswer, fetcher: Fetcher): TokenEntry {
  const free = { ...claim, fetching_by: null };
  if (answer.kind === "no_token") {
    const failures = claim.failures + 1;
    if (failures < FAILURES_UNTIL_FAILED) return { ...free, failures, status_reason: answer.problem };
    return { ...free, failures, status: "FAILED", status_reason: answer.problem };
  }
  const token_version = claim.token_version + 1;
  return {
    ...free,
    token_version,
    sealed: fetcher.seal(answer.token, token_version),
    fetched_at_ms: Math.round(fetcher.clock.nowMs()),
    expires_at_ms: Math.round(answer.expiresAtMs),
    fetched_by: fetcher.owner,
    failures: 0,
    status: "ACTIVE",
    status_reason: null,
  };
}
