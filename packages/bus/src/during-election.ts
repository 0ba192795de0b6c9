// A cluster chooses its leaders anew when a server dies, for up to six seconds; a fresh one chooses its first.
import { JetStreamApiError } from "@nats-io/jetstream";
import { RequestError, TimeoutError } from "@nats-io/nats-core";
import { permissionViolation } from "./not-allowed.ts";
import { setTimeout as sleep } from "node:timers/promises";

/** An election takes up to six seconds, and an answer may be lost with the leader. */
const ELECTION_MS = 20_000;
const PAUSE_MS = 250;
/** Temporarily unavailable, not leader, incomplete, and no peers: a server that has just come is not known yet. */
const NO_LEADER_YET: readonly number[] = [10004, 10005, 10008, 10009];

/**
 * What an election refuses is asked again until it is over. Only for what may be done twice.
 * @param passing more codes of the server that are to pass by themselves
 */
export async function duringElection<T>(ask: () => Promise<T>, passing: readonly number[] = []): Promise<T> {
  const giveUpMs = performance.now() + ELECTION_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!mayEndByItself(error, passing) || performance.now() >= giveUpMs) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

function mayEndByItself(error: unknown, passing: readonly number[]): boolean {
  if (permissionViolation(error) !== null) return false;
  if (error instanceof JetStreamApiError) {
    const isFull = /insufficient storage/i.test(error.message); // told under the code of "no peers"
    return passing.includes(error.code) || (NO_LEADER_YET.includes(error.code) && !isFull);
  }
  return error instanceof TimeoutError || error instanceof RequestError;
}
