// A call of the send API that waits for its answer, and groups of them.
import type { HeldOutReason } from "./held-out.ts";
import type { TriggeredRun } from "./send-ports.ts";
import { assertRead, tooLarge } from "./send-refusal.ts";
import { MAX_ROWS_BYTES, type WaitingSend } from "./send-row.ts";

/** What a call came to, the first time it was made. */
export interface MadeSend {
  sendId: string;
  /** null: it is sent. */
  heldOutBy: HeldOutReason | null;
}

export interface Pending {
  send: WaitingSend;
  resolve: (made: MadeSend) => void;
  reject: (error: unknown) => void;
}

export type Row = Pending & { row: string };

/** Refuses what the template of this run does not read. */
export function fits({ send, reject }: Pending, run: TriggeredRun): boolean {
  try {
    assertRead(Object.keys(send.values), run);
    return true;
  } catch (error) {
    reject(error);
    return false;
  }
}

export function refuseAll(group: readonly Pending[], error: unknown): void {
  for (const { reject } of group) reject(error);
}

export function splitBySize(rows: readonly Row[]): Row[][] {
  const batches: Row[][] = [];
  let bytes = Infinity;
  for (const row of rows) {
    const rowBytes = Buffer.byteLength(row.row) + 1;
    if (rowBytes > MAX_ROWS_BYTES) {
      row.reject(tooLarge(MAX_ROWS_BYTES));
      continue;
    }
    bytes += rowBytes;
    const current = batches.at(-1);
    if (current !== undefined && bytes <= MAX_ROWS_BYTES) {
      current.push(row);
    } else {
      batches.push([row]);
      bytes = rowBytes;
    }
  }
  return batches;
}
