// Which fault a duplicate is due to: the first one after the answer that was lost with it.
import { requestsByKey, isDelivered } from "../verdict/evidence.ts";
import type { RequestRecord } from "../sink/record-format.ts";
import type { FiredFault } from "./fire-faults.ts";

export interface FaultWithDuplicates {
  kind: FiredFault["kind"] | "none";
  /** Requests that had arrived when it was fired. */
  requests: number;
  /** Second and later 2xx answers of a key whose first came before this fault and after the one before. */
  duplicates: number;
}

/** @param faults in the order in which they were fired. Duplicates after the last are told last, under `none`. */
export function duplicatesByFault(
  records: readonly RequestRecord[],
  faults: readonly FiredFault[],
): FaultWithDuplicates[] {
  const inOrder = records.toSorted((a, b) => a.arrivedUs - b.arrivedUs);
  const rows: FaultWithDuplicates[] = [
    ...faults.map(({ kind, requests }) => ({ kind, requests, duplicates: 0 })),
    { kind: "none", requests: records.length, duplicates: 0 },
  ];
  for (const requests of requestsByKey(inOrder).values()) {
    const delivered = requests.filter(isDelivered);
    const [first] = delivered;
    if (first === undefined || delivered.length === 1) continue;
    const next = faults.findIndex(({ atMs }) => atMs >= first.arrivedWallMs);
    const row = rows.at(next);
    if (row !== undefined) row.duplicates += delivered.length - 1;
  }
  return rows;
}
