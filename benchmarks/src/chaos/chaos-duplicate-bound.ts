// I4 for a chaos run: how many duplicates its faults explain. The reasoning is that of crash/duplicate-bound.ts; here a
// delivery process may also be frozen or cut off, and whatever keeps a ledger entry from being written hits all of them.
import type { ChaosKind } from "./chaos-plan.ts";
import type { FiredChaos } from "./fire-chaos.ts";

/** Of the engine, written out: the bound must not follow a change there unseen. */
const MAX_CLAIMED_AHEAD = 512;
const BATCHES_OF_A_RUN_PER_THREAD = 4;

const ONE_PROCESS: readonly ChaosKind[] = ["kill_delivery", "freeze_delivery", "partition_delivery"];
const ALL_PROCESSES: readonly ChaosKind[] = ["kill_nats", "term_nats", "full_nats_disk", "power_cut_nats"];

export function chaosDuplicateBound(
  fired: readonly FiredChaos[],
  { processes, connections }: { processes: number; connections: number },
): number {
  const countOf = (kinds: readonly ChaosKind[]) => fired.filter(({ kind }) => kinds.includes(kind)).length;
  const ofThread = connections + BATCHES_OF_A_RUN_PER_THREAD * MAX_CLAIMED_AHEAD;
  return (countOf(ONE_PROCESS) + countOf(ALL_PROCESSES) * processes) * ofThread;
}
