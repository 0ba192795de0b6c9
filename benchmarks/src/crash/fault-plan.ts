// Which process is killed or restarted when. What is drawn comes from a seed, so that a run can be repeated.
import { seededRandom } from "../seeded-random.ts";

const FAULT_KINDS = [
  "kill_delivery",
  "kill_planner",
  "kill_ledger",
  "kill_nats",
  "kill_postgres",
  "kill_ledger_leader",
  "kill_batches_leader",
  // Postgres' "immediate" shutdown: nobody is waited for, the log is replayed at its start.
  "abort_postgres",
  // SIGTERM, and a successor at once: what an upgrade does to each app.
  "restart_planner",
  "restart_ledger",
  "restart_delivery",
  "restart_api",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface PlannedFault {
  kind: FaultKind;
  /** Share of the recipients for whom a request has arrived by then: so every fault hits the sending. */
  atProgress: number;
  /** 0 to 1: which of several processes. */
  draw: number;
}

export type FaultCounts = Readonly<Partial<Record<FaultKind, number>>>;

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
/** With several servers: those that lead the streams at that moment. */
export const BOTH_LEADERS: readonly PlannedFault[] = [
  { kind: "kill_ledger_leader", atProgress: 0.2, draw: 0 },
  { kind: "kill_batches_leader", atProgress: 0.6, draw: 0 },
];
/** Every app of a stage with two delivery processes, one after the other. */
export const ROLLING_RESTART: readonly PlannedFault[] = [
  { kind: "restart_planner", atProgress: 0.1, draw: 0 },
  { kind: "restart_ledger", atProgress: 0.25, draw: 0 },
  { kind: "restart_delivery", atProgress: 0.35, draw: 0 },
  { kind: "restart_delivery", atProgress: 0.5, draw: 0.5 },
  { kind: "restart_api", atProgress: 0.65, draw: 0 },
];
const FIRST_PROGRESS = 0.03;
const LAST_PROGRESS = 0.9;

/** In the order of their moments. */
export function planFaults(seed: number, counts: FaultCounts): PlannedFault[] {
  const random = seededRandom(seed);
  return FAULT_KINDS.flatMap((kind) => Array.from({ length: counts[kind] ?? 0 }, () => kind))
    .map((kind) => ({
      kind,
      atProgress: FIRST_PROGRESS + random() * (LAST_PROGRESS - FIRST_PROGRESS),
      draw: random(),
    }))
    .sort((a, b) => a.atProgress - b.atProgress);
}

export function countFaults(plan: readonly PlannedFault[]): FaultCounts {
  const counts: Partial<Record<FaultKind, number>> = {};
  for (const { kind } of plan) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
