// What the actions need from the world. The store and the bus fit these by shape; tests use an in-memory one.
import type {
  Approval,
  ApprovalPolicy,
  CampaignDefinition,
  CampaignId,
  CampaignRecord,
  FrequencyCapping,
  KnownSegment,
  Problem,
  RunAudience,
  RunControl,
  RunId,
  RunStatus,
  SegmentationDetails,
  SegmentRef,
  WorkspaceId,
} from "@sluice/schema";
import type { AuthorizationFacts } from "./rules/authorization-problems.ts";
import type { ExpandAudience } from "./segment-ports.ts";
import type { LimitTransaction } from "./limit-ports.ts";
import type { StopTransaction } from "./stop-ports.ts";

/** Who does it, and from where: a person as four-eyes compares them, and for example `api key 1f0c9ab2 from 127.0.0.1`. */
export interface Actor {
  person: string;
  source: string;
}

export interface CampaignRef {
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
}

/** What a campaign's status and control depend on once it is published. */
export interface RunState {
  status: RunStatus;
  /** Of the campaign, that it sends. */
  version: number;
  is_triggered: boolean;
  starts_at: string;
  started_at: string | null;
  ended_at: string | null;
  requests_per_minute: number | null;
}

export interface StoredCampaign {
  /** `status` is that of the newest version before publication; after it see `run`. `approval`: the last decision, perhaps void. */
  campaign: CampaignRecord;
  /** Compare-and-set token. */
  revision: number;
  run: RunState | null;
}

export interface NewRun {
  run_id: RunId;
  workspace_id: WorkspaceId;
  campaign_id: CampaignId;
  version: number;
  content_hash: string;
  approval_id: string;
  definition: CampaignDefinition;
  /** Set where the definition names custom segments: what they said. */
  audience: RunAudience | null;
  starts_at: string;
  expires_at: string;
  requests_per_minute: number | null;
  created_at: string;
  /** Set for a run without audience and end: what its sends are made with. */
  triggered: TriggeredRun | null;
}

/** Names of the values in a triggered run's rows, in order, after the recipient key. */
export interface TriggeredRun {
  row_attributes: readonly string[];
  row_event_attributes: readonly string[];
}

export interface AuditEntry {
  audit_id: string;
  workspace_id: WorkspaceId;
  /** null: it is about the whole workspace. */
  campaign_id: CampaignId | null;
  run_id: RunId | null;
  /** Past tense, `campaign.approved`. */
  action: string;
  actor: string;
  source: string;
  detail: Readonly<Record<string, string | number | null>>;
  at: string;
}

/** All reads and writes of one action: together or not at all. */
export interface CampaignTransaction extends LimitTransaction, StopTransaction {
  find(campaign: CampaignRef): Promise<StoredCampaign | null>;
  /** The campaign that an earlier create with this request id made. */
  findByRequestId(workspaceId: WorkspaceId, requestId: string): Promise<CampaignId | null>;
  /** False when the request id is taken. */
  insert(campaign: CampaignRecord, requestId: string | null): Promise<boolean>;
  /** False when the revision is no longer `expectedRevision`: someone else was faster. */
  save(campaign: CampaignRecord, expectedRevision: number): Promise<boolean>;
  addVersion(campaign: CampaignRecord): Promise<void>;
  findVersion(campaign: CampaignRef, version: number): Promise<CampaignDefinition | null>;
  /** The newest one that was approved, even if an edit voided that since. */
  lastApprovedVersion(campaign: CampaignRef): Promise<number | null>;
  /** Who edited or submitted any version since the last one before `version` that was approved. */
  authorsSinceApproval(campaign: CampaignRef, version: number): Promise<readonly string[]>;
  addApproval(campaign: CampaignRef, approval: Approval): Promise<void>;
  /** Of versions after the given one. */
  voidApprovals(campaign: CampaignRef, at: string, afterVersion: number): Promise<void>;
  insertRun(run: NewRun): Promise<void>;
  /** False when the run is in none of the statuses `from`, or over. */
  setRunStatus(runId: RunId, from: readonly RunStatus[], to: RunStatus): Promise<boolean>;
  /** Takes a run back that has not started. False when it has, or is over. */
  withdrawRun(runId: RunId, at: string): Promise<boolean>;
  /** A run takes nothing in any more, and sends what it has. False when it is paused or over. */
  replaceRun(runId: RunId, at: string): Promise<boolean>;
  /** Of the campaign's replaced runs that still send. @returns those that were in one of the statuses `from` */
  setStatusOfReplaced(campaign: CampaignRef, from: readonly RunStatus[], to: RunStatus): Promise<RunId[]>;
  /** Of those ids that exist in the workspace. */
  authorizationFacts(workspaceId: WorkspaceId, ids: readonly string[]): Promise<AuthorizationFacts[]>;
  /** Of those segments that exist in the workspace, archived ones among them. */
  findSegments(workspaceId: WorkspaceId, refs: readonly SegmentRef[]): Promise<KnownSegment[]>;
  workspaceFeatures(workspaceId: WorkspaceId): Promise<WorkspaceFeatures>;
  /** Nobody else changes it until the transaction ends. @returns the one before, null when there was none */
  replaceApprovalPolicy(workspaceId: WorkspaceId, policy: ApprovalPolicy): Promise<ApprovalPolicy | null>;
  /** Nobody else changes them until the transaction ends. @returns those before, null when there were none */
  replaceFrequencyCapping(
    workspaceId: WorkspaceId,
    capping: FrequencyCapping,
  ): Promise<FrequencyCapping | null>;
  /** Whether a run of the workspace was ever published to exactly this audience, as it is written. */
  wasPublishedTo(workspaceId: WorkspaceId, segmentation: SegmentationDetails): Promise<boolean>;
  /** Whether this content of the campaign was sent to somebody as a test. */
  wasTested(campaign: CampaignRef, contentHash: string): Promise<boolean>;
  appendAudit(entry: AuditEntry): Promise<void>;
  /** Told last, what the campaign has become: whoever must remember the outcome together with the change does so before the commit. */
  tellOutcome?(stored: StoredCampaign): void;
}

/** What is switched on for a workspace. */
export interface WorkspaceFeatures {
  campaign_audience_limit: boolean;
  /** Absent: the default one. */
  approval_policy?: ApprovalPolicy;
  /** Absent: there are none. */
  frequency_capping?: FrequencyCapping;
}

export interface CampaignPorts {
  /** Runs `work` in one transaction over what this workspace has; a rejection rolls everything back. */
  transaction<T>(workspaceId: WorkspaceId, work: (tx: CampaignTransaction) => Promise<T>): Promise<T>;
  controls: { put(workspaceId: WorkspaceId, runId: RunId, control: RunControl): Promise<void> };
  /** The bus did not take a control. Postgres has the truth and the planner puts it again; for the log. */
  onControlNotPut(error: unknown): void;
  segmentationProblems(segmentation: SegmentationDetails, prefix: string): Problem[];
  expandAudience: ExpandAudience;
  /** What the operator has against this URL, or null. Left out where the operator's settings are not known. */
  endpointProblem?(url: string): string | null;
  nowMs(): number;
  randomBytes(count: number): Uint8Array;
}
