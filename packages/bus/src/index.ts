export { type Bus, type BusOptions, connectBus, natsHosts, OLDEST_SERVER_VERSION } from "./connect.ts";
export { BusError, type BusErrorCode } from "./bus-error.ts";
export { type EnsureOptions, ensureStreams } from "./streams.ts";
export { BATCH_ACK_WAIT_MS } from "./stream-declarations.ts";
export type { BatchRef } from "./subjects.ts";
export {
  type BatchMessage,
  type BatchNote,
  batchQueueDepth,
  BatchQueue,
  publishBatch,
  type PublishedBatch,
  queuedBatchNumbers,
  type QueueDepth,
} from "./batches.ts";
export {
  type Appended,
  appendEntry,
  compactLedger,
  lastEntry,
  ledgerFill,
  type LedgerHead,
  ledgerHead,
  purgeBatchLedger,
  purgeLedger,
  type ReadEntry,
  readLedger,
  type StoredEntry,
  type UnreadableEntry,
} from "./ledger.ts";
export {
  type AttemptChunkMessage,
  AttemptQueue,
  attemptsFill,
  type NewAttemptChunk,
  publishAttempts,
} from "./attempts.ts";
export {
  type EventsHead,
  eventsHead,
  type NewEvents,
  publishEvents,
  purgeEvents,
  type ReadEvents,
  readEvents,
} from "./events.ts";
export { askForTest, onAskedTests } from "./asked-tests.ts";
export { type NoticeMessage, NoticeQueue } from "./notices.ts";
export { type ControlChange, RunControls, RunPlans } from "./run-state.ts";
export { type OriginStateChange, type OriginStateId, OriginStates } from "./origin-states.ts";
export { DEFAULT_LEASE_MS, Lease, LEASE_STEPS, type LeaseOptions } from "./lease.ts";
export { LeaseTerm } from "./lease-term.ts";
export {
  type Listener,
  onDemands,
  onGrants,
  onSnapshots,
  publishDemand,
  publishGrant,
  publishNotice,
  publishSnapshot,
} from "./signals.ts";
export { SealedSecrets, type SecretRef } from "./secrets.ts";
export { AccessTokens, type StoredToken, type TokenRef } from "./tokens.ts";
export {
  DASHBOARD_RIGHTS,
  NATS_APPS,
  type NatsApp,
  natsRights,
  type NatsRights,
  natsUser,
} from "./rights.ts";
