// A cluster chooses its leaders anew when a server dies, for up to six seconds; a fresh one chooses its first.
import { JetStreamApiError } from "@nats-io/jetstream";
import { RequestError, TimeoutError } from "@nats-io/nats-core";
import { permissionViolation } from "./not-allowed.ts";
import { setTimeout as sleep } from "node:timers/promises";

const ELECTION_MS = 15_000;
const PAUSE_MS = 250;
/** Temporarily unavailable, not leader, incomplete, and no peers: a server that has just come is not known yet. */
const NO_LEADER_YET: readonly number[] = [10004, 10005, 10008, 10009];

/** What an election refuses is asked again until it is over. Only for what may be done twice. */
export async function duringElection<T>(ask: () => Promise<T>, waitMs = ELECTION_MS): Promise<T> {
  const giveUpMs = performance.now() + waitMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!mayEndByItself(error) || performance.now() >= giveUpMs) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

function mayEndByItself(error: unknown): boolean {
  if (permissionViolation(error) !== null) return false;
  if (error instanceof JetStreamApiError)
    return NO_LEADER_YET.includes(error.code) && !/insufficient storage/i.test(error.message);
  return error instanceof TimeoutError || error instanceof RequestError;
}
