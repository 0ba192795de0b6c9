// An entry as a holder writes it: of two recipients the first is claimed, and nobody is settled.
import type { LedgerEntry } from "@sluice/schema";

export const ledgerEntry = (change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  v: 2,
  epoch: 1,
  owner: "a",
  claimed: 1,
  settled: "AA==",
  recipients: 2,
  done: false,
  released: false,
  at_ms: 0,
  outcomes: null,
  ...change,
});
