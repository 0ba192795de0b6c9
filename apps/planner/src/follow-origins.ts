// The watch that fills the board. One that breaks is opened anew and says everything again.
import { setTimeout as sleep } from "node:timers/promises";
import type { OriginStates } from "@sluice/bus";
import type { OriginBoard } from "./origin-board.ts";

const RETRY_MS = 1_000;

export function followOrigins(
  states: Pick<OriginStates, "watch">,
  board: OriginBoard,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const following = follow(states, board, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return following;
    },
  };
}

async function follow(
  states: Pick<OriginStates, "watch">,
  board: OriginBoard,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const { key, state } of states.watch(signal)) board.hear(key, state);
    } catch {
      // What is not heard anew is forgotten by the board.
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
  }
}
