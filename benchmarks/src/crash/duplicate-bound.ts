// I4: how many duplicates the faults explain.
//
// A request is a duplicate when its first answer was lost with the process that waited for it, or was not yet in the
// ledger. Of one sender thread that is at most
//   its connections (requests that were in flight at its last acknowledged ledger entry), and
//   for each batch that it sends, what left since that entry: no more than an entry claims ahead.
// Killing a delivery process hits its threads. Killing nats-server may hit all threads: a thread that cannot write for as
// long as it holds a batch gives the batch up. Killing planner, ledger or Postgres explains none, and no
// restart in order does.
import type { Fault } from "../verdict/evidence.ts";

/** Of the engine, written out: the bound must not follow a change there unseen. */
const MAX_CLAIMED_AHEAD = 512;
const BATCHES_OF_A_RUN_PER_THREAD = 4;

export interface Senders {
  processes: number;
  threadsPerProcess: number;
  /** Of one thread to one origin. */
  connections: number;
}

export function duplicateBound(faults: readonly Fault[], senders: Senders): number {
  const ofThread = senders.connections + BATCHES_OF_A_RUN_PER_THREAD * MAX_CLAIMED_AHEAD;
  const countOf = (kind: string): number => faults.filter((fault) => fault.kind === kind).length;
  const servers = countOf("kill_nats") + countOf("kill_ledger_leader") + countOf("kill_batches_leader");
  // A partition is of one host with one delivery process.
  const partitions = countOf("partition_bus") + countOf("partition_host");
  const hitProcesses = countOf("kill_delivery") + partitions + servers * senders.processes;
  return hitProcesses * senders.threadsPerProcess * ofThread;
}
