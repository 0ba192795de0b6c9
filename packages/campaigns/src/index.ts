export { CampaignError, type CampaignErrorCode } from "./campaign-error.ts";
export { type CampaignAction, isAllowed } from "./lifecycle.ts";
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
} from "./ports.ts";
export type { AuthorizationFacts } from "./authorization-problems.ts";
export { inputProblems } from "./input-problems.ts";
export { type PublishContext, publishProblems, type Verdict, verdictOn } from "./publish-problems.ts";
export { isSamePerson } from "./four-eyes.ts";
export type { CampaignTarget } from "./change-campaign.ts";
export { type CreateCampaign, createCampaign, editCampaign, validateCampaign } from "./write-campaign.ts";
export { approveCampaign, rejectCampaign, type Review, submitCampaign } from "./review-campaign.ts";
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
export { getCampaign } from "./read-campaign.ts";
export { type Replay, replayCampaign, type ReplayDeadLetters } from "./replay-campaign.ts";
