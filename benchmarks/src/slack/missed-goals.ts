// What the soak of Slack has to reach.
/** Slack's own limit, for all cards together. */
const MAX_EDITS_A_MINUTE = 50;
const GOAL_OPEN_P99_MS = 300;

export interface SlackFigures {
  requestsInEachMinute: readonly number[];
  recipients: number;
  delivered: number;
  mostEditsInRolling60s: number;
  unanswered: number;
  openP99Ms: number;
  refusals: Readonly<Record<string, number>>;
  cardsThatDiffer: readonly string[];
}

/** @returns a sentence for each that was not reached */
export function missedGoals(
  { requestsPerMinute, minutes }: { requestsPerMinute: number; minutes: number },
  figures: SlackFigures,
): string[] {
  const { recipients, delivered, mostEditsInRolling60s, unanswered, openP99Ms } = figures;
  // The last minute holds what is left.
  const slow = figures.requestsInEachMinute.slice(0, minutes - 1).filter((one) => one < requestsPerMinute);
  const limited = Object.entries(figures.refusals).filter(([name]) => name.endsWith(" ratelimited"));
  return [
    ...(slow.length > 0 ? [`${slow.length} minutes with less than ${requestsPerMinute} requests`] : []),
    ...(delivered < recipients ? [`${recipients - delivered} of ${recipients} were not delivered`] : []),
    ...(mostEditsInRolling60s > MAX_EDITS_A_MINUTE
      ? [`${mostEditsInRolling60s} edits in a rolling minute, Slack takes ${MAX_EDITS_A_MINUTE}`]
      : []),
    ...(unanswered > 0 ? [`${unanswered} clicks opened no modal`] : []),
    ...(openP99Ms < GOAL_OPEN_P99_MS
      ? []
      : [`modals open within ${openP99Ms} ms at p99, ${GOAL_OPEN_P99_MS} wanted`]),
    ...limited.map(([name, times]) => `${times} × ${name}`),
    ...figures.cardsThatDiffer,
  ];
}
