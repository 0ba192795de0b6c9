// What the actions need from the world. The store and the bus fit these by shape; tests use an in-memory one.
import type {
  Approval,
  Campaign,
  CampaignDefinition,
  CampaignId,
  Problem,
  RunControl,
  RunId,
  RunStatus,
  SegmentationDetails,
  WorkspaceId,
} from "@sluice/schema";
import type { AuthorizationFacts } from "./authorization-problems.ts";
import type { LimitTransaction } from "./limit-ports.ts";

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
  starts_at: string;
  started_at: string | null;
  requests_per_minute: number | null;
}

export interface StoredCampaign {
  /** `status` is the stored one: after publication see `run`. `approval` is the last decision, perhaps void. */
  campaign: Campaign;
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
export interface CampaignTransaction extends LimitTransaction {
  find(campaign: CampaignRef): Promise<StoredCampaign | null>;
  /** The campaign that an earlier create with this request id made. */
  findByRequestId(workspaceId: WorkspaceId, requestId: string): Promise<CampaignId | null>;
  /** False when the request id is taken. */
  insert(campaign: Campaign, requestId: string | null): Promise<boolean>;
  /** False when the revision is no longer `expectedRevision`: someone else was faster. */
  save(campaign: Campaign, expectedRevision: number): Promise<boolean>;
  addVersion(campaign: Campaign): Promise<void>;
  /** Who edited or submitted any version since the last approved one. */
  authorsSinceApproval(campaign: CampaignRef): Promise<readonly string[]>;
  addApproval(campaign: CampaignRef, approval: Approval): Promise<void>;
  voidApprovals(campaign: CampaignRef, at: string): Promise<void>;
  insertRun(run: NewRun): Promise<void>;
  /** False when the run is in none of the statuses `from`, or over. */
  setRunStatus(runId: RunId, from: readonly RunStatus[], to: RunStatus): Promise<boolean>;
  /** Of those ids that exist in the workspace. */
  authorizationFacts(workspaceId: WorkspaceId, ids: readonly string[]): Promise<AuthorizationFacts[]>;
  appendAudit(entry: AuditEntry): Promise<void>;
}

export interface CampaignPorts {
  /** Runs `work` in one transaction over what this workspace has; a rejection rolls everything back. */
  transaction<T>(workspaceId: WorkspaceId, work: (tx: CampaignTransaction) => Promise<T>): Promise<T>;
  controls: { put(workspaceId: WorkspaceId, runId: RunId, control: RunControl): Promise<void> };
  /** The bus did not take a control. Postgres has the truth and the planner puts it again; for the log. */
  onControlNotPut(error: unknown): void;
  segmentationProblems(segmentation: SegmentationDetails, prefix: string): Problem[];
  /** What the operator has against this URL, or null. Left out where the operator's settings are not known. */
  endpointProblem?(url: string): string | null;
  nowMs(): number;
  randomBytes(count: number): Uint8Array;
}
