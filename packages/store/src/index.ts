export { openStore, type Store, type StoreOptions } from "./connect.ts";
export { type AppStore, canWorkAs, openAppStore } from "./app-store.ts";
export { APP_ROLES, type AppName, type AppRole } from "./table-rights.ts";
export { BY_KEY, tenantStore } from "./tenant-store.ts";
export type { Database } from "./database.ts";
export { DatabaseClock } from "./database-clock.ts";
export { migrate } from "./migrate.ts";
export {
  ensureWorkspace,
  type ListedWorkspace,
  listWorkspaces,
  type NewWorkspace,
  requestsPerMinuteCap,
} from "./workspaces.ts";
export {
  API_KEY_SCOPES,
  ApiKeyError,
  type ApiKeyErrorCode,
  type ApiKeyScope,
  archiveApiKey,
  createApiKey,
  type KeyMaker,
  listApiKeys,
  type ListedApiKey,
  type NewApiKey,
  OPERATOR,
  rotateApiKey,
} from "./api-keys.ts";
export type { MintedKey } from "./api-key-secret.ts";
export { auditWorkspace, type WorkspaceEvent } from "./workspace-audit.ts";
export { ApiKeyUse } from "./api-key-use.ts";
export {
  type ApiKey,
  createApiKeyVerifier,
  type VerifierOptions,
  type VerifyApiKey,
  type VerifyOptions,
} from "./api-key-verifier.ts";
export { type CampaignRun, campaignRuns } from "./campaign-run-list.ts";
export { type CampaignTransaction, inCampaignTransaction } from "./campaign-transaction.ts";
export { type CampaignFilter, type CampaignSearchPage, searchCampaigns } from "./campaign-search.ts";
export {
  type AudienceToCount,
  claimCount,
  keepCount,
  reachabilityOf,
  type StoredReachability,
} from "./campaign-reachability.ts";
export { type CampaignPage, type CampaignVersion, campaignVersions, listCampaigns } from "./campaigns.ts";
export { type AuditBreak, type AuditReport, type AuditToVerify, verifyAudit } from "./audit-chain.ts";
export {
  appendAudit,
  type AuditEntry,
  type AuditPage,
  campaignAudit,
  type KeptAuditEntry,
  newestAudit,
} from "./audit-log.ts";
export { approversOf, type AuditTail, auditSince, lastReviewAction } from "./audit-tail.ts";
export { type LedgerRecord } from "./ledger-projection-rows.ts";
export {
  openLedgerPosition,
  type PassedOverReason,
  projectEntries,
  type ProjectionReport,
  rewindLedgerPosition,
} from "./ledger-projection.ts";
export {
  batchDueRetries,
  type BatchedRetries,
  runsWithDueRetries,
  type RunWithDueRetries,
} from "./retries.ts";
export { clearRun, type EndedRun, endRun, type RunRef, runsToClear, settledRuns } from "./run-ends.ts";
export {
  type BatchPosition,
  doneBatches,
  type FedBatches,
  longFedBatches,
  replanBatches,
} from "./lost-batches.ts";
export {
  type DeadLetter,
  type DeadLetterPage,
  deadLetters,
  type EndedPage,
  type EndedRecipient,
  endedRecipients,
  type ExportedDelivery,
  exportDeliveries,
} from "./deliveries.ts";
export {
  replayDeadLetters,
  ReplayError,
  type ReplayErrorCode,
  type ReplayRequest,
} from "./deliveries-replay.ts";
export type { OriginLimit, RunLimits } from "./limits.ts";
export {
  type EndedRunRef,
  type LiveRun,
  liveRuns,
  type RaisedLimit,
  runPlan,
  runsEnded,
  startRun,
} from "./runs.ts";
export {
  attributeValues,
  type TriggeredControlGroups,
  type TriggeredRun,
  triggeredRun,
} from "./triggered-runs.ts";
export {
  type HeldOutGroup,
  type HeldOutSend,
  type HeldOutSends,
  holdOutSends,
  listedInControlGroup,
} from "./held-out-sends.ts";
export {
  acceptSends,
  type AcceptedSends,
  leaveToPlanner,
  type RememberedRequest,
  type SendGroup,
  sendsOfRequests,
  type SendToAccept,
} from "./triggered-sends.ts";
export {
  oldDoneBatches,
  removeDoneBatches,
  removeOldDeliveries,
  removeOldRequests,
} from "./triggered-retention.ts";
export { attemptsOfSendingRuns, type FailureCount, type RunAttempts, topFailure } from "./attempt-counts.ts";
export { ChangeBell } from "./change-bell.ts";
export { type Hearing, hearRunChanges } from "./hear-run-changes.ts";
export { type RunStart, runStarts } from "./run-starts.ts";
export { type CampaignDays, latestRun, runStats, runStatsWithin } from "./run-stats.ts";
export { markFed, type PlannedBatch, plannedBatches, type RunToFeed, runsToFeed } from "./run-batches.ts";
export { cutNextPage, type CutOptions, type CutPage, EXCLUDED_BY_AUDIENCE_LIMIT } from "./audience-cut.ts";
export { nextCutAt } from "./audience-cut-run.ts";
export type { CutPlan, Exclusion } from "./audience-cut-statements.ts";
export { type CapsInForce, cappingOf, countedAsOf, type RunCapping } from "./frequency-caps.ts";
export {
  acceptSendsWithinCaps,
  type CappedGroup,
  type CappedSend,
  type CappedSends,
} from "./capped-sends.ts";
export { atCap } from "./frequency-cap-statements.ts";
export { removeOldCountedMessages } from "./counted-messages.ts";
export {
  beginMembers,
  changeMembers,
  CONTROL_GROUP_ID,
  finishMembers,
  type LoadCounts,
  LoadSupersededError,
  type MemberLoad,
} from "./segment-members.ts";
export type { MemberAction } from "./segment-member-statements.ts";
export {
  beatLoad,
  claimLoad,
  failLoad,
  getLoad,
  insertLoad,
  listLoads,
  type LoadRef,
  type NewLoad,
  noteCallback,
  releaseLoad,
  type StoredLoad,
} from "./segment-loads.ts";
export {
  type ControlGroup,
  controlGroup,
  ensureControlGroupList,
  setControlGroupPercentage,
} from "./control-groups.ts";
export { type CountedAudience, countWithin } from "./audience-count.ts";
export { audienceLimitOf } from "./audience-draw.ts";
export type { RunDraw, WorkspaceSettings } from "./json-shapes.ts";
export {
  findSegments,
  getSegment,
  insertSegment,
  listSegments,
  type NewSegment,
  type SegmentKey,
  type SegmentWritten,
  setSegmentArchived,
  type StoredSegment,
  updateSegment,
} from "./segments.ts";
export { changeWorkspaceSettings, workspaceSettings } from "./workspace-settings.ts";
export type { RunToCut } from "./audience-cut-run.ts";
export {
  type AudienceConditions,
  type AudienceCount,
  audienceUsers,
  countAudience,
  countUsers,
  getUser,
  type UserCondition,
} from "./users.ts";
export { findUserBy } from "./users-find.ts";
export { createUserLoader, type LoadedUsers } from "./users-loader.ts";
export { type RetryOptions, UsersLoadError } from "./users-retry.ts";
export {
  authorizationFacts,
  type AuthorizationPage,
  type AuthorizationRef,
  type AuthorizationUse,
  authorizationUses,
  deleteAuthorization,
  findAuthorization,
  insertAuthorization,
  type LearnedStatus,
  listAuthorizations,
  setAuthorizationStatus,
  type StoredAuthorization,
  updateAuthorization,
} from "./authorization-configurations.ts";
export {
  addFirstSigningSecret,
  liveSigningSecrets,
  rotateSigningSecret,
  type StoredSigningSecret,
} from "./signing-secrets.ts";
export {
  replaceSealed,
  rowsToRewrap,
  type SealedAuthorization,
  sealedAuthorizations,
  type SealedRow,
  workspacesThatSend,
  workspacesWithoutSecret,
} from "./sealed-rows.ts";
export {
  type AttemptCursor,
  type AttemptPage,
  type AttemptSearch,
  type FoundAttempt,
  searchAttempts,
} from "./attempt-log.ts";
export { type LoggedAttempt, storeAttempts } from "./attempt-log-write.ts";
export {
  ATTEMPT_LOG,
  dropPartition,
  endPartition,
  type PartitionedTable,
  type TimePartition,
  timePartitions,
  USER_EVENTS,
} from "./time-partitions.ts";
export type { Attributes, ChangeRefusal, UserChange } from "./user-attributes.ts";
export { type ChangeOutcome, changeUsers } from "./users-change.ts";
export { deleteUser, type MergePair, mergeUsers } from "./users-end.ts";
export {
  devicesOf,
  type DeviceToPut,
  MAX_DEVICES_PER_USER,
  putDevice,
  setDeviceOptOut,
  type StoredDevice,
} from "./devices.ts";
export { type EventsRecord, type EventsReport, storeEvents } from "./user-events-projection.ts";
export { LedgerIdentityError, openPosition, rewindPosition } from "./stream-position.ts";
export {
  boundRefusedElements,
  keepRefusedElements,
  refusedElementsOf,
  type StoredRefusals,
} from "./refused-elements.ts";
export {
  beginFileImport,
  fileImports,
  type FoundFileImport,
  type ImportCounts,
  moveFileImport,
  type NewFileImport,
} from "./file-imports.ts";
export {
  type EventCursor,
  type EventPage,
  type EventSearch,
  type FoundEvent,
  userEvents,
} from "./user-events.ts";
export {
  claimKey,
  type Claimed,
  IDEMPOTENCY_KEPT_MS,
  type IdempotencyClaim,
  keepAnswer,
  type KeptAnswer,
  releaseKey,
  removeOldKeys,
  type TellOutcome,
} from "./idempotency-keys.ts";
export { removeFreeRequestIds, REQUEST_ID_USED_FOR_MS } from "./campaign-requests.ts";
export {
  findQuotaSettings,
  type QuotaMoment,
  setQuotaSettings,
  type StoredQuotaSettings,
  takeQuota,
} from "./quotas.ts";
export {
  findSlackInstallation,
  installedSlackTeams,
  keepSlackInstallation,
  linkSlackTeam,
  listSlackInstallations,
  removeSlackInstallation,
  type SlackInstallation,
  type SlackLink,
  unlinkSlackTeam,
} from "./slack-installations.ts";
export { lateRuns } from "./late-runs.ts";
export { campaignsByName, campaignsByTail, type SlackCard, SlackMemory } from "./slack-memory.ts";
export { configurationChoices, configurationNames, type NamedChoice, segmentChoices } from "./choices.ts";
export { type CampaignToCreate, createCampaigns, findCampaigns } from "./campaign-groups.ts";
export { attributesNobodyHas } from "./review-facts.ts";
export { type WaitingReview, waitingReviews, type WaitingReviewsPage } from "./waiting-reviews.ts";
export { workUnderWay, type WorkUnderWay } from "./workspace-stops.ts";
