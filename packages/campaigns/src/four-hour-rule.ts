// The four-hour rule: a run that would take longer at its limit has its limit raised when it starts, so that it is sent in
// four hours, unless the campaign says `keep`.
//
//   F1. Counted with what a limit really lets through (USABLE_SHARE_OF_LIMIT), and one request for each recipient: retries
//       come on top of it.
//   F2. Never above the ceiling for one campaign, nor above the caps of the workspace and the origin. Where they keep it
//       from four hours, it is raised as far as they allow, and the reason says how long it takes.
//   F3. Without a limit of its own a run has the caps already: there is nothing to raise.
import { MAX_CAMPAIGN_REQUESTS_PER_MINUTE, USABLE_SHARE_OF_LIMIT } from "@sluice/schema";

const RULE_HOURS = 4;
const RULE_MINUTES = RULE_HOURS * 60;

export interface RunToStart {
  recipients: number;
  /** null: only the caps hold. */
  requestsPerMinute: number | null;
  workspaceRequestsPerMinute: number;
  originRequestsPerMinute: number | null;
  /** null: the campaign does not say, which means raise. */
  fourHourRule: "raise" | "keep" | null;
  isTriggered: boolean;
}

export interface RaisedLimit {
  requestsPerMinute: number;
  /** For people. */
  because: string;
}

/** @returns null when the limit stays as it is. */
export function fourHourLimit(run: RunToStart): RaisedLimit | null {
  const { recipients, requestsPerMinute: asked } = run;
  if (asked === null || run.isTriggered || run.fourHourRule === "keep") return null; // F3
  if (minutesAt(asked, recipients) <= RULE_MINUTES) return null;
  const enough = Math.ceil(recipients / (RULE_MINUTES * USABLE_SHARE_OF_LIMIT)); // F1
  const ceiling = Math.min(
    MAX_CAMPAIGN_REQUESTS_PER_MINUTE,
    run.workspaceRequestsPerMinute,
    run.originRequestsPerMinute ?? Infinity,
  );
  const requestsPerMinute = Math.min(enough, ceiling);
  if (requestsPerMinute <= asked) return null;
  return { requestsPerMinute, because: reason(run, asked, requestsPerMinute) };
}

const minutesAt = (limitPerMinute: number, recipients: number): number =>
  recipients / (limitPerMinute * USABLE_SHARE_OF_LIMIT);

function reason({ recipients }: RunToStart, asked: number, raised: number): string {
  const count = (value: number): string => value.toLocaleString("en");
  const hours = (limit: number): string => (minutesAt(limit, recipients) / 60).toFixed(1);
  const why =
    `The request limit was raised from ${count(asked)} to ${count(raised)} a minute: ${count(recipients)} recipients ` +
    `would have taken ${hours(asked)} hours, and the four-hour rule is on.`;
  if (minutesAt(raised, recipients) <= RULE_MINUTES) return why;
  return `${why} Higher is not allowed here, so it takes about ${hours(raised)} hours.`; // F2
}
