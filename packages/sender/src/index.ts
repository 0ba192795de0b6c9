export { type AddressGuard, AddressRefusedError, createAddressGuard } from "./address-guard.ts";
export { BatchLedger } from "./batch-ledger.ts";
export { BatchPass, type PassEnd } from "./batch-pass.ts";
export type { ClientCertificate } from "./client-certificate.ts";
export type { Clock } from "./clock.ts";
export { ConnectionPools, type OriginPool } from "./connection-pools.ts";
export { Dispatcher } from "./dispatcher.ts";
export { createEgress, type Egress, type EgressPolicy } from "./egress.ts";
export { EntryWriter, LEASE_MS, type LedgerPort, type StoredEntry } from "./entry-writer.ts";
export {
  type GuardedRequest,
  guardedRequest,
  GuardedRequestError,
  type GuardedResponse,
} from "./guarded-request.ts";
export type { RunMeter } from "./pass-outcomes.ts";
export { PermitPool } from "./permit-pool.ts";
export { compileRun, isApproved, NO_TEMPLATE, type RunTemplate } from "./run-template.ts";
export { openThreadPool, type ThreadPool } from "./thread-pool.ts";
export { type Takeover, tryToTake } from "./take-batch.ts";
