// All checks over one run's evidence.
//
//   `void` is not `violated`: when fewer faults were fired than were asked for, the run shows nothing either way.
import { checkDeliveries, checkLost, checkUnplanned } from "./check-deliveries.ts";
import { checkDuplicateBound, checkSameBody, checkSilentDuplicates } from "./check-duplicates.ts";
import { checkEnds } from "./check-ends.ts";
import { checkRequestLimit } from "./check-request-limit.ts";
import { requestsByKey } from "./evidence.ts";
import type { Evidence, Finding } from "./evidence.ts";

export interface Verdict {
  verdict: "holds" | "violated" | "void";
  run_id: string;
  /** Faults fired, by kind. */
  faults: Readonly<Record<string, number>>;
  /** Why the run shows nothing; empty unless `void`. */
  missing: readonly string[];
  findings: readonly Finding[];
}

export function judge(unsorted: Evidence): Verdict {
  const records = [...unsorted.records].sort((a, b) => a.arrivedUs - b.arrivedUs);
  const evidence = { ...unsorted, records };
  const requests = requestsByKey(records);
  const findings = [
    checkEnds(evidence),
    checkLost(evidence, requests),
    checkDeliveries(evidence, requests),
    checkUnplanned(evidence, requests),
    checkSilentDuplicates(evidence, requests),
    checkSameBody(evidence, requests),
    checkDuplicateBound(evidence, requests),
    checkRequestLimit(evidence),
  ];
  const faults = countByKind(evidence);
  const missing = missingFaults(evidence, faults);
  const isViolated = findings.some(({ violationCount }) => violationCount > 0);
  return {
    verdict: isViolated ? "violated" : missing.length > 0 ? "void" : "holds",
    run_id: evidence.summary.run_id,
    faults,
    missing,
    findings,
  };
}

function countByKind({ faults }: Evidence): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of faults) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const missingFaults = ({ bounds }: Evidence, fired: Readonly<Record<string, number>>): string[] =>
  Object.entries(bounds.minFaults)
    .filter(([kind, least]) => (fired[kind] ?? 0) < least)
    .map(([kind, least]) => `${kind}: ${fired[kind] ?? 0} fired, at least ${least} needed`);
