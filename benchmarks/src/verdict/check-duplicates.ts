// I3 and I4: a request may be repeated, never silently, never altered, and not more often than the faults explain.
import { isDelivered, keyOf, Violations } from "./evidence.ts";
import type { Evidence, Finding, RequestsByKey } from "./evidence.ts";
import { RECORD_FLAGS } from "../sink/record-format.ts";
import type { RequestRecord } from "../sink/record-format.ts";

/**
 * I3: once a request of a key may have been accepted (answered 2xx, or not answered at all), every later one of that
 * key carries `X-Maybe-Duplicate: 1` or an `X-Attempt` above 1.
 */
export function checkSilentDuplicates(evidence: Evidence, requests: RequestsByKey): Finding {
  const violations = new Violations();
  let repeatCount = 0;
  for (const [userId, ofKey] of repeatedKeys(evidence, requests)) {
    let maybeAccepted = false;
    for (const [index, request] of ofKey.entries()) {
      if (maybeAccepted) {
        repeatCount += 1;
        if (!isMarked(request))
          violations.add(
            `${userId}: request ${index + 1} of ${ofKey.length} repeats an accepted one, unmarked`,
          );
      }
      maybeAccepted ||= !isAnsweredFailure(request);
    }
  }
  return violations.finding("I3", "no duplicate is silent", { repeats: repeatCount });
}

/** Also I3: all requests of a key carry the same body. */
export function checkSameBody(evidence: Evidence, requests: RequestsByKey): Finding {
  const violations = new Violations();
  for (const [userId, ofKey] of repeatedKeys(evidence, requests)) {
    const [first] = ofKey;
    const differs = ofKey.some(
      ({ bodyCrc32, bodyBytes }) => bodyCrc32 !== first?.bodyCrc32 || bodyBytes !== first.bodyBytes,
    );
    if (differs) violations.add(`${userId}: requests with the same key carried different bodies`);
  }
  return violations.finding("I3", "repeats of a request carry the same body");
}

/** I4: the second and later 2xx of a key, over all keys, within the bound that follows from the faults. */
export function checkDuplicateBound(evidence: Evidence, requests: RequestsByKey): Finding {
  const violations = new Violations();
  const { maxDuplicates } = evidence.bounds;
  let duplicateCount = 0;
  for (const [, ofKey] of repeatedKeys(evidence, requests)) {
    duplicateCount += Math.max(0, ofKey.filter(isDelivered).length - 1);
  }
  if (maxDuplicates !== undefined && duplicateCount > maxDuplicates) {
    violations.add(`${duplicateCount} duplicates, the faults explain ${maxDuplicates}`);
  }
  return violations.finding("I4", "duplicates stay within their bound", {
    duplicates: duplicateCount,
    ...(maxDuplicates === undefined ? {} : { bound: maxDuplicates }),
  });
}

const isAnsweredFailure = (request: RequestRecord): boolean => request.status !== 0 && !isDelivered(request);

const isMarked = ({ attempt, flags }: RequestRecord): boolean =>
  attempt > 1 || (flags & RECORD_FLAGS.maybeDuplicate) !== 0;

/** Keys with more than one request, under the name of their user where it is known. */
function* repeatedKeys(
  { outcome, summary }: Evidence,
  requests: RequestsByKey,
): Iterable<[string, readonly RequestRecord[]]> {
  const repeated = new Map([...requests].filter(([, { length }]) => length > 1));
  for (const { user_id } of outcome) {
    const key = keyOf(summary.run_id, user_id);
    const ofKey = repeated.get(key);
    if (!ofKey) continue;
    repeated.delete(key);
    yield [user_id, ofKey];
  }
  for (const [key, ofKey] of repeated) {
    if (ofKey.every(({ flags }) => (flags & RECORD_FLAGS.hasKey) !== 0))
      yield [`fingerprint ${key.toString(16)}`, ofKey];
  }
}
