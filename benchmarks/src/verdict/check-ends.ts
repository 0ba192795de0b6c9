// I1: every planned recipient has exactly one end, and the sums of the run agree with the recipients one by one.
import { ENDS, Violations } from "./evidence.ts";
import type { End, Evidence, Finding } from "./evidence.ts";

export function checkEnds({ outcome, planned, summary }: Evidence): Finding {
  const violations = new Violations();
  const counted = new Map<string, number>();
  const seen = new Set<string>();
  for (const { user_id, end } of outcome) {
    if (seen.has(user_id)) violations.add(`${user_id} is in the export more than once`);
    seen.add(user_id);
    if (end === null) violations.add(`${user_id} has no end`);
    else if (!ENDS.includes(end as End)) violations.add(`${user_id} ended as "${end}", which is no end`);
    else counted.set(end, (counted.get(end) ?? 0) + 1);
  }
  comparePlan(planned, seen, violations);
  for (const end of ENDS) {
    if ((counted.get(end) ?? 0) !== summary[end]) {
      violations.add(`the summary counts ${summary[end]} ${end}, the recipients ${counted.get(end) ?? 0}`);
    }
  }
  checkSums(summary, seen.size, violations);
  return violations.finding("I1", "every planned recipient has exactly one end, and the counts add up", {
    recipients: seen.size,
    ...Object.fromEntries(counted),
  });
}

function comparePlan(
  planned: readonly string[] | undefined,
  seen: ReadonlySet<string>,
  violations: Violations,
): void {
  if (!planned) return;
  for (const userId of planned)
    if (!seen.has(userId)) violations.add(`${userId} was planned and is not in the export`);
  const plannedIds = new Set(planned);
  for (const userId of seen)
    if (!plannedIds.has(userId)) violations.add(`${userId} is in the export and was not planned`);
}

function checkSums(summary: Evidence["summary"], recipientCount: number, violations: Violations): void {
  const ended = ENDS.reduce((total, end) => total + summary[end], 0);
  const excluded = Object.values(summary.excluded).reduce((total, count) => total + count, 0);
  if (summary.recipients !== recipientCount) {
    violations.add(`the summary counts ${summary.recipients} recipients, the export ${recipientCount}`);
  }
  if (ended !== summary.recipients)
    violations.add(`the six ends add up to ${ended}, recipients are ${summary.recipients}`);
  if (excluded + summary.recipients !== summary.targeted) {
    violations.add(
      `excluded ${excluded} + recipients ${summary.recipients} is not targeted ${summary.targeted}`,
    );
  }
}
