export { AddressRefusedError } from "./address-guard.ts";
export { type AnswerRules, compileRules } from "./answer-rules.ts";
export type { AttemptResult } from "./attempt-result.ts";
export { AttemptBuffer, type AttemptBufferOptions } from "./attempt-buffer.ts";
export type { AttemptKeeper, PendingChunk } from "./run-attempts.ts";
export { type Mask, secretMask } from "./secret-mask.ts";
export { compileNames, type SensitiveNames } from "./sensitive-names.ts";
export { BatchLedger } from "./batch-ledger.ts";
export { BatchPass } from "./batch-pass.ts";
export { type AttemptVerdict, classifyAttempt } from "./classify-response.ts";
export type { ClientCertificate } from "./client-certificate.ts";
export type { Clock } from "./clock.ts";
export {
  ConnectionPools,
  type OriginPool,
  type PoolCertificate,
  type SeenOrigin,
} from "./connection-pools.ts";
export { Dispatcher } from "./dispatcher.ts";
export { createEgress, type Egress } from "./egress.ts";
export { describeEgress, type EgressPolicy, egressPolicy, type EgressSettings } from "./egress-policy.ts";
export { EntryWriter, LEASE_MS, type LedgerPort, type StoredEntry } from "./entry-writer.ts";
export { ClaimPaces } from "./claim-window.ts";
export { failureCode } from "./failure-code.ts";
export { failureWords } from "./failure-words.ts";
export { DownloadRefusedError, type GuardedDownload, guardedDownload } from "./guarded-download.ts";
export {
  type GuardedRequest,
  guardedRequest,
  GuardedRequestError,
  type GuardedResponse,
} from "./guarded-request.ts";
export type { RunMeter } from "./pass-outcomes.ts";
export type { PassEnd } from "./pass-ports.ts";
export type { OriginReport, OriginState } from "./origin-health.ts";
export { PermitPool } from "./permit-pool.ts";
export { compileRun, isApproved, NO_TEMPLATE, type RunTemplate } from "./run-template.ts";
export { ClientCertificateError, tlsContext } from "./tls-context.ts";
export { openThreadPool, type ThreadPool } from "./thread-pool.ts";
export { type Takeover, tryToTake } from "./take-batch.ts";
export { tokenRequest } from "./token-request.ts";
export { type FoundFields, readTokenAnswer, type TokenAnswer } from "./token-answer.ts";
export { type StoredToken, type TokenPorts, TokenSource } from "./token-source.ts";
export {
  fixedAuthorization,
  type RequestAuthorization,
  TokenAuthorization,
} from "./request-authorization.ts";
export { appendProof, type RequestProof } from "./request-proof.ts";
export { type SigningSecret, WebhookSigner } from "./webhook-signer.ts";
export { type FetchedToken, fetchToken } from "./fetch-token.ts";
