export { CampaignError, type CampaignErrorCode } from "./campaign-error.ts";
export { isAllowed, type ReviewAction, type Stage } from "./lifecycle.ts";
export { type ControlAction, isActionAllowed } from "./status-actions.ts";
export { currentCampaign } from "./status-of.ts";
export { isTriggered } from "./definition-of.ts";
export type {
  Actor,
  AuditEntry,
  CampaignPorts,
  CampaignRef,
  CampaignTransaction,
  NewRun,
  RunState,
  StoredCampaign,
  TriggeredRun,
  WorkspaceFeatures,
} from "./ports.ts";
export type { ExpandAudience, ExpandedAudience } from "./segment-ports.ts";
export type { AuthorizationFacts } from "./rules/authorization-problems.ts";
export { inputProblems } from "./input-problems.ts";
export { type PublishContext, publishProblems, type Verdict, verdictOn } from "./publish-problems.ts";
export { isSamePerson } from "./four-eyes.ts";
export type { CampaignTarget } from "./change-campaign.ts";
export { type CreateCampaign, createCampaign } from "./create-campaign.ts";
export { type CampaignEdit, editCampaign } from "./edit-campaign.ts";
export { validateCampaign, validateInput } from "./judge-campaign.ts";
export { archiveCampaign, unarchiveCampaign } from "./archive-campaign.ts";
export { type CampaignDiff, diffCampaign, type DiffRange } from "./diff-campaign.ts";
export type { FieldChange } from "./definition-diff.ts";
export {
  approvalsRequired,
  dependsOnAudience,
  type PolicyFacts,
  policyOf,
  type RequiredApprovals,
} from "./approval-policy.ts";
export type { ReviewPorts } from "./review-ports.ts";
export { approvalPolicy, type PolicyChange, setApprovalPolicy } from "./workspace-policy.ts";
export { type CappingChange, frequencyCapping, setFrequencyCapping } from "./workspace-capping.ts";
export { quietUntil, wallTime } from "./quiet-hours.ts";
export { submitCampaign } from "./submit-campaign.ts";
export { approveCampaign, rejectCampaign, requestChanges, type ReviewDecision } from "./review-campaign.ts";
export { expireReview, remindReview } from "./end-reviews.ts";
export { isApprovalExpired, isExpired, isReminderDue, progressOf } from "./review-request.ts";
export { publishCampaign } from "./publish-campaign.ts";
export { pauseCampaign, resumeCampaign, stopCampaign } from "./control-run.ts";
export { type GrantedPermits, type PermitRequest, type RunLimit, SlotAllocator } from "./throttle.ts";
export { changeRunLimit, type LimitChange } from "./limit-run.ts";
export {
  normalOrigin,
  removeOriginCap,
  setOriginCap,
  setWorkspaceCap,
  type WorkspaceLimits,
  workspaceLimits,
} from "./limit-workspace.ts";
export { fourHourLimit } from "./four-hour-rule.ts";
export type { LimitTransaction, OriginLimit, RunLimits } from "./limit-ports.ts";
export { AUDIT_CSV_HEAD, auditCsvLine, type ChainedAuditEntry } from "./audit-csv.ts";
export { assertMayTest, type TestRecipients } from "./test-send-rules.ts";
export type { PausedRun, StopTransaction } from "./stop-ports.ts";
export {
  liftWorkspaceStop,
  type StoppedWorkspace,
  type StopPorts,
  type StopTarget,
  stopWorkspace,
  workspaceStop,
} from "./stop-workspace.ts";
export { getCampaign } from "./read-campaign.ts";
export { type Replay, replayCampaign, type ReplayDeadLetters } from "./replay-campaign.ts";
export { readInstant } from "./schedule.ts";
