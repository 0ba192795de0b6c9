// May this batch be taken over? Without clocks of others: an entry that has not changed for a full lease, watched on
// our own monotonic clock, has no living holder.
//
//   T1. A batch that is said to be new is not looked up. Nothing is believed by that: its first entry expects none before it,
//       and if there is one it is refused, nobody was sent, and the batch is given back. Then it is no longer new.
import type { LedgerEntry } from "@sluice/schema";
import type { Clock } from "./clock.ts";
import { LEASE_MS, type LedgerPort } from "./entry-writer.ts";

export type Takeover =
  | { kind: "free"; previous: LedgerEntry | null; seq: number }
  /** Settled: acknowledge the message. */
  | { kind: "done" }
  /** Somebody sends it: give the message back. */
  | { kind: "held" };

export async function tryToTake(
  ledger: LedgerPort,
  clock: Clock,
  owner: string,
  isNew = false,
): Promise<Takeover> {
  if (isNew) return { kind: "free", previous: null, seq: 0 }; // T1
  const seen = await ledger.last();
  if (seen === null) return { kind: "free", previous: null, seq: 0 };
  const { entry, seq } = seen;
  if (entry.done) return { kind: "done" };
  // Our own earlier pass has stopped and aborted what was in flight before it ended.
  if (entry.released || entry.owner === owner) return { kind: "free", previous: entry, seq };
  await clock.sleep(LEASE_MS);
  const again = await ledger.last();
  if (again?.seq === seq) return { kind: "free", previous: entry, seq };
  return again?.entry.done === true ? { kind: "done" } : { kind: "held" };
}
