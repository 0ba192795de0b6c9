// People who begin to write a campaign now and then, and how long each waited for the modal: from the click, when Slack made
// the trigger, to the moment at which `views.open` was at Slack.
import { setTimeout as sleep } from "node:timers/promises";
import type { LoggedCall, Person, SlackChannel } from "@sluice/testkit/fake-slack";
import { waitUntil } from "../stage/wait-until.ts";

/** A trigger lives for three seconds. */
const OPENED_WITHIN_MS = 3_500;

export interface Opened {
  clicks: number;
  /** Clicks that no modal followed. */
  unanswered: number;
}

/** One after the other, until `signal` aborts. */
export async function openModals(
  people: readonly Person[],
  channel: SlackChannel,
  { everyMs, signal }: { everyMs: number; signal: AbortSignal },
): Promise<Opened> {
  const opened = { clicks: 0, unanswered: 0 };
  while (!signal.aborted) {
    const person = people[opened.clicks % people.length];
    opened.clicks += 1;
    if (person !== undefined && !(await hasOpened(person, channel))) opened.unanswered += 1;
    await sleep(everyMs, undefined, { signal }).catch(() => "it is over");
  }
  return opened;
}

async function hasOpened(person: Person, channel: SlackChannel): Promise<boolean> {
  try {
    await person.types("/campaign new", channel);
    const what = `the modal of ${person.user.name}`;
    await waitUntil(() => person.modal, { timeoutMs: OPENED_WITHIN_MS, what });
    await person.closes(true);
    return true;
  } catch {
    return false;
  }
}

/** Of each `views.open` that Slack took, in order of length. */
export function openingTimesMs(calls: readonly LoggedCall[]): number[] {
  return calls
    .filter(({ method, answer }) => method === "views.open" && answer === "ok")
    .map(({ args, atMs }) => atMs - mintedAtMs(args.required("trigger_id")))
    .toSorted((a, b) => a - b);
}

/** The fake's triggers begin with the moment at which they were made. */
const mintedAtMs = (triggerId: string): number => Number(triggerId.split(".")[0]);
