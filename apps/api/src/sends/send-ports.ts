// What accepting triggered sends needs: the store and the bus fit these by shape.
import type { CampaignId, FrequencyRule, RunId, RunStatus, WorkspaceId } from "@sluice/schema";

export interface TriggeredRun {
  runId: RunId;
  status: RunStatus;
  approvalId: string;
  contentHash: string;
  /** Names of the values in a row, after the recipient key; the first is `user_id`. */
  attributes: readonly string[];
  eventAttributes: readonly string[];
  /** Accepted, and without an end yet. */
  openSends: number;
  /** Shares in percent. null: nobody is held out. */
  controlGroups: {
    campaignPercentage: number;
    ofWorkspace: { percentage: number; listVersion: number } | null;
  } | null;
  /** null: the run has nothing to do with frequency caps. */
  capping: RunCapping | null;
}

export interface RunCapping {
  timeZone: string;
  rules: readonly FrequencyRule[];
  isCounted: boolean;
}

export interface SendToAccept {
  sendId: string;
  /** JSON of a `RecipientRow`. */
  row: string;
  request: { id: string; digest: Buffer } | null;
}

/** A send whose user a control group holds out. */
export interface SendToHoldOut {
  sendId: string;
  reason: string;
  request: { id: string; digest: Buffer } | null;
}

export interface SendGroup {
  runId: RunId;
  sends: readonly SendToAccept[];
  envelope: { beforeBatchNo: string; beforeRows: string; afterRows: string };
  isPublishedAtOnce: boolean;
  now: Date;
}

export interface AcceptedSends {
  isOpen: boolean;
  acceptedIds: ReadonlySet<string>;
  batch: { batchNo: number; payload: string; isFed: boolean } | null;
}

export interface CappedGroup extends Omit<SendGroup, "sends"> {
  workspaceId: WorkspaceId;
  sends: ReadonlyArray<SendToAccept & { userId: string }>;
  capping: RunCapping;
}

export interface CappedSends extends AcceptedSends {
  /** Of users at a cap. */
  cappedIds: ReadonlySet<string>;
  /** Of these, those that are counted as excluded now: the others were made before. */
  heldOutIds: ReadonlySet<string>;
}

export interface SendPorts {
  /** null: the campaign is not there, or not published, or not triggered by the API. */
  triggeredRun: (workspaceId: WorkspaceId, campaignId: CampaignId) => Promise<TriggeredRun | null>;
  attributeValues: (
    workspaceId: WorkspaceId,
    userIds: readonly string[],
    attributes: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  /** One transaction; durable when it resolves. */
  acceptSends: (workspaceId: WorkspaceId, group: SendGroup) => Promise<AcceptedSends>;
  /** The same where frequency caps hold. */
  acceptSendsWithinCaps: (group: CappedGroup) => Promise<CappedSends>;
  /** One transaction: counted and remembered when it resolves. */
  holdOutSends: (
    workspaceId: WorkspaceId,
    group: { runId: RunId; sends: readonly SendToHoldOut[]; now: Date },
  ) => Promise<{ isOpen: boolean; countedIds: ReadonlySet<string> }>;
  listedInControlGroup: (
    workspaceId: WorkspaceId,
    version: number,
    userIds: readonly string[],
  ) => Promise<ReadonlySet<string>>;
  sendsOfRequests: (
    workspaceId: WorkspaceId,
    runId: RunId,
    requestIds: readonly string[],
  ) => Promise<ReadonlyMap<string, { sendId: string; digest: Buffer; excluded: string | null }>>;
  leaveToPlanner: (workspaceId: WorkspaceId, runId: RunId, batchNo: number) => Promise<void>;
  publishBatch: (
    ref: { workspaceId: WorkspaceId; runId: RunId; batchNo: number },
    payload: string,
  ) => Promise<"published" | "already_there" | "stream_full">;
  /** The bus did not take a batch; it is in Postgres and goes out a little later. For the log. */
  onNotPublished: (error: unknown) => void;
  nowMs: () => number;
  monotonicMs: () => number;
  randomBytes: (count: number) => Uint8Array;
}
