// Which process is killed when: drawn from a seed, so that a run can be repeated.

export const FAULT_KINDS = [
  "kill_delivery",
  "kill_planner",
  "kill_ledger",
  "kill_nats",
  "kill_postgres",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface PlannedFault {
  kind: FaultKind;
  /** Share of the recipients for whom a request has arrived by then: so every fault hits the sending. */
  atProgress: number;
  /** 0 to 1: which of several processes. */
  draw: number;
}

export type FaultCounts = Readonly<Record<FaultKind, number>>;

/** Embedded servers are given up at the fifth death in a minute: stay below. */
export const SEVERAL_OF_EACH: FaultCounts = {
  kill_delivery: 3,
  kill_planner: 2,
  kill_ledger: 2,
  kill_nats: 2,
  kill_postgres: 2,
};
export const ONE_OF_EACH: FaultCounts = {
  kill_delivery: 1,
  kill_planner: 1,
  kill_ledger: 1,
  kill_nats: 1,
  kill_postgres: 1,
};
const FIRST_PROGRESS = 0.03;
const LAST_PROGRESS = 0.9;

/** In the order of their moments. */
export function planFaults(seed: number, counts: FaultCounts): PlannedFault[] {
  const random = seededRandom(seed);
  return FAULT_KINDS.flatMap((kind) => Array.from({ length: counts[kind] }, () => kind))
    .map((kind) => ({
      kind,
      atProgress: FIRST_PROGRESS + random() * (LAST_PROGRESS - FIRST_PROGRESS),
      draw: random(),
    }))
    .sort((a, b) => a.atProgress - b.atProgress);
}

/** mulberry32 */
function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
