// I5: nobody gets more messages than the cap, counted at the endpoint. A message is a key: however often it was tried, it is one.
import type { RequestRecord } from "../sink/record-format.ts";
import { type Finding, keyOf, requestsByKey, Violations } from "./evidence.ts";

export interface CapEvidence {
  /** Of an endpoint that nobody but these runs sends to. */
  records: readonly RequestRecord[];
  runIds: readonly string[];
  userIds: readonly string[];
  /** To one user, within a window that is longer than the runs together. */
  maxMessages: number;
}

export function checkCaps({ records, runIds, userIds, maxMessages }: CapEvidence): Finding {
  const violations = new Violations();
  const left = new Set(requestsByKey(records).keys());
  let messages = 0;
  let mostOfOneUser = 0;
  let usersAtCap = 0;
  for (const userId of userIds) {
    const ofUser = runIds.filter((runId) => left.delete(keyOf(runId, userId))).length;
    messages += ofUser;
    mostOfOneUser = Math.max(mostOfOneUser, ofUser);
    if (ofUser >= maxMessages) usersAtCap += 1;
    if (ofUser > maxMessages) violations.add(`${userId} got ${ofUser} messages, the cap is ${maxMessages}`);
  }
  if (left.size > 0) violations.add(`${left.size} messages to nobody who was targeted, or of no run`);
  if (usersAtCap === 0) violations.add("nobody was at the cap: the run shows nothing about it");
  return violations.finding("I5", "nobody gets more messages than the cap", {
    runs: runIds.length,
    messages,
    cap: maxMessages,
    mostOfOneUser,
    usersAtCap,
  });
}
