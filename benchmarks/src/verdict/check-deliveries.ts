// I2, and what was lost or invented: what Sluice says was delivered, the endpoint answered; what the endpoint saw, was planned.
import { isDelivered, keyOf, Violations } from "./evidence.ts";
import type { Evidence, Finding, RequestsByKey } from "./evidence.ts";
import { RECORD_FLAGS } from "../sink/record-format.ts";

/** I2: delivered means that the endpoint answered 2xx at least once. */
export function checkDeliveries({ outcome, summary }: Evidence, requests: RequestsByKey): Finding {
  const violations = new Violations();
  for (const { user_id, end } of outcome) {
    if (end !== "delivered") continue;
    const statuses = requests.get(keyOf(summary.run_id, user_id)) ?? [];
    if (!statuses.some(isDelivered)) {
      violations.add(
        `${user_id} counts as delivered; the endpoint answered ${statuses.map(({ status }) => status).join(", ") || "nothing"}`,
      );
    }
  }
  return violations.finding("I2", "whoever counts as delivered was answered 2xx");
}

/** Lost: without an end, or said to be delivered while no request ever arrived. */
export function checkLost({ outcome, planned, summary }: Evidence, requests: RequestsByKey): Finding {
  const violations = new Violations();
  const endOf = new Map(outcome.map(({ user_id, end }) => [user_id, end]));
  for (const userId of new Set([...(planned ?? []), ...endOf.keys()])) {
    const end = endOf.get(userId) ?? null;
    const hasRequest = requests.has(keyOf(summary.run_id, userId));
    if (end === null) violations.add(`${userId} has no end`);
    else if (end === "delivered" && !hasRequest)
      violations.add(`${userId} counts as delivered; no request arrived`);
  }
  return violations.finding("lost", "no recipient is lost");
}

/** The other direction: nobody gets a request who was not planned, and none comes without its key. */
export function checkUnplanned(
  { records, outcome, planned, summary }: Evidence,
  requests: RequestsByKey,
): Finding {
  const violations = new Violations();
  const userIds = planned ?? outcome.map(({ user_id }) => user_id);
  const plannedKeys = new Set(userIds.map((userId) => keyOf(summary.run_id, userId)));
  const withoutKey = records.filter(({ flags }) => (flags & RECORD_FLAGS.hasKey) === 0).length;
  for (let i = 0; i < withoutKey; i++) violations.add("a request without Idempotency-Key");
  for (const [key, [first]] of requests) {
    const hasKey = first !== undefined && (first.flags & RECORD_FLAGS.hasKey) !== 0;
    if (hasKey && !plannedKeys.has(key))
      violations.add(`a request with the key of nobody planned (fingerprint ${key.toString(16)})`);
  }
  return violations.finding("planned", "every request belongs to a planned recipient", {
    requests: records.length,
  });
}
