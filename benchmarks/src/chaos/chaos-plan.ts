// Which fault comes when: drawn from a seed, so that a run can be repeated. Every kind comes once in each round, in an
// order drawn anew, so that a run of any length has about as many of each.

export const CHAOS_KINDS = [
  "kill_delivery",
  "kill_planner",
  "kill_ledger",
  "kill_api",
  "kill_nats",
  "kill_postgres",
  // Postgres' "immediate" shutdown; and in order, what a restart by hand does to NATS.
  "abort_postgres",
  "term_nats",
  // SIGSTOP, then SIGCONT: a process that does not know that its time is over.
  "freeze_delivery",
  "freeze_planner",
  "freeze_postgres",
  // Between one delivery process and NATS nothing passes, and no connection is closed.
  "partition_delivery",
  "endpoint_429",
  "endpoint_503",
  "endpoint_hang",
  "endpoint_drip",
  "endpoint_garbage",
  "endpoint_reset",
  // Of every app's wall clock: two hours.
  "clock_forward",
  "clock_back",
  "garbage_on_bus",
  // Not a block is left on the disk of one server; what was not synced to it is lost, with everything that runs there.
  "full_nats_disk",
  "full_postgres_disk",
  "power_cut_nats",
  "power_cut_postgres",
] as const;
export type ChaosKind = (typeof CHAOS_KINDS)[number];

/** They need a file system of our own (disk-rights.ts). */
export const DISK_KINDS: readonly ChaosKind[] = [
  "full_nats_disk",
  "full_postgres_disk",
  "power_cut_nats",
  "power_cut_postgres",
];

export interface ChaosFault {
  kind: ChaosKind;
  /** After the beginning of the run. */
  atMs: number;
  durationMs: number;
  /** 0 to 1: which of several processes. */
  draw: number;
}

/** A frozen holder must outlive its lease of four seconds. */
const FREEZE_MS = 6_500;
const DURATION_MS: Partial<Record<ChaosKind, number>> = {
  freeze_delivery: FREEZE_MS,
  freeze_planner: FREEZE_MS,
  freeze_postgres: 5_000,
  partition_delivery: FREEZE_MS,
  // Long enough that Postgres uses up the log that it has allocated.
  full_nats_disk: 8_000,
  full_postgres_disk: 8_000,
};
const OTHER_DURATION_MS = 5_000;

/**
 * Rounds as evenly as the time allows: at least `atLeast` of each kind, a fault every `durationMs / count`.
 * @param random 0 to 1, as Math.random.
 */
export function planChaos(
  totalMs: number,
  atLeast: number,
  random: () => number,
  possible: readonly ChaosKind[] = CHAOS_KINDS,
): ChaosFault[] {
  const kinds = Array.from({ length: atLeast }, () => shuffled(possible, random)).flat();
  const stepMs = totalMs / kinds.length;
  return kinds.map((kind, place) => ({
    kind,
    atMs: Math.round((place + 0.5 * random()) * stepMs),
    durationMs: DURATION_MS[kind] ?? OTHER_DURATION_MS,
    draw: random(),
  }));
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
