// A call for a person that Slack answers with "wait" is made again when the wait is over: a 429 was not carried out, so nothing is
// doubled, and every click gets its answer. The client would stop all its other calls meanwhile, and then give this one up.
//
//   P1. Only 429 is repeated. A call without an answer may have been carried out.
//   P2. A wait is bounded, and so is each try; who waited in vain hears of the 429.
import { setTimeout as sleep } from "node:timers/promises";

const TRY_TIMEOUT_MS = 5_000;
const MAX_WAITS = 3;
const MAX_WAIT_SECONDS = 10;
const TOO_MANY_REQUESTS = 429;

export const patientFetch: typeof fetch = async (input, init) => {
  for (let waits = 0; ; waits++) {
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(TRY_TIMEOUT_MS) });
    const seconds = response.status === TOO_MANY_REQUESTS ? waitSecondsOf(response) : null;
    if (seconds === null || waits === MAX_WAITS) return response; // P1, P2
    await response.body?.cancel();
    await sleep(seconds * 1_000);
  }
};

/** Null: longer than anybody waits for an answer, or not said. */
function waitSecondsOf(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return seconds >= 0 && seconds <= MAX_WAIT_SECONDS ? seconds : null;
}
