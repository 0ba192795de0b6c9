// What the HTTP server needs: the store, the bus and the process fit these by shape.
import type { LoadUsers } from "@sluice/audience";
import type {
  CampaignPorts,
  ChainedAuditEntry,
  ReplayDeadLetters,
  ReviewPorts,
  StopPorts,
  StoredCampaign,
} from "@sluice/campaigns";
import type {
  CampaignDefinition,
  CampaignId,
  RecipientEnd,
  RunId,
  RunStats,
  RunStatus,
  WorkspaceId,
} from "@sluice/schema";
import type { HealthChecks, Logger } from "@sluice/telemetry";
import type { Registry } from "prom-client";
import type { SearchAttempts } from "./attempt-ports.ts";
import type { DataPorts } from "./data-api/data-ports.ts";
import type { IdempotencyPorts } from "./idempotency/idempotency-ports.ts";
import type { KeyPorts, VerifyKey } from "./key-ports.ts";
import type { QuotaPorts } from "./quotas/quota-ports.ts";
import type { SearchPorts } from "./search/search-ports.ts";
import type { AuthorizationDesk } from "./secrets/authorization-desk.ts";
import type { SigningDesk } from "./secrets/signing-desk.ts";
import type { UserReadPorts } from "./user-read-ports.ts";
import type { ControlGroupDesk } from "./segments/control-group-desk.ts";
import type { CountDesk } from "./segments/count-desk.ts";
import type { LoadDesk } from "./segments/load-desk.ts";
import type { LoadWorker } from "./segments/load-worker.ts";
import type { SegmentDesk } from "./segments/segment-desk.ts";
import type { SettingsDesk } from "./segments/settings-desk.ts";
import type { SendPorts } from "./sends/send-ports.ts";
import type { PreviewPorts } from "./test-sends/preview-desk.ts";
import type { TestPorts } from "./test-sends/test-ports.ts";

export { type Caller, type KeyMaker, type Scope, SCOPES } from "./key-ports.ts";

export interface CampaignVersion {
  version: number;
  content_hash: string;
  edited_by: string;
  edited_by_credential: string;
  edited_at: string;
  definition: CampaignDefinition;
}

export interface CampaignRun {
  run_id: RunId;
  version: number;
  status: RunStatus;
  starts_at: string;
  started_at: string | null;
  ended_at: string | null;
  replaced_at: string | null;
}

export interface DeadLetter {
  user_id: string;
  status: number;
  attempts: number;
  reason: string | null;
  settled_at: Date;
}

export interface EndedRecipient {
  /** In a triggered run the recipient key. */
  user_id: string;
  end: RecipientEnd;
  status: number;
  attempts: number;
  reason: string | null;
  possible_duplicate: boolean;
  settled_at: Date;
}

/** Who imported users, and what became of the rows. */
export interface ImportEntry {
  person: string;
  source: string;
  format: string;
  /** Absent: the import failed on the way, and some rows may be in. */
  result?: { rows: number; rejected: number };
}

export interface ApiPorts {
  verifyKey: VerifyKey;
  keys: KeyPorts;
  idempotency: IdempotencyPorts;
  quotas: QuotaPorts;
  /** What no other audit entry tells. */
  recordImport: (workspaceId: WorkspaceId, entry: ImportEntry) => Promise<void>;
  campaigns: ReviewPorts;
  stops: StopPorts;
  /** For creating, reading and validating: what is asked at the same time is answered together (frequent/in-groups.ts). */
  frequentCampaigns: CampaignPorts;
  listCampaigns: (page: {
    workspaceId: WorkspaceId;
    after?: string | undefined;
    limit: number;
  }) => Promise<StoredCampaign[]>;
  /** Newest first. */
  campaignRuns: (page: {
    workspaceId: WorkspaceId;
    campaignId: string;
    runId?: RunId | undefined;
    after?: RunId | undefined;
    limit: number;
  }) => Promise<CampaignRun[]>;
  campaignVersions: (page: {
    workspaceId: WorkspaceId;
    campaignId: string;
    before?: number | undefined;
    limit: number;
  }) => Promise<CampaignVersion[]>;
  campaignAudit: (page: {
    workspaceId: WorkspaceId;
    campaignId: string;
    after?: string | undefined;
    limit: number;
  }) => Promise<ChainedAuditEntry[]>;
  runStats: (workspaceId: WorkspaceId, runId: RunId) => Promise<RunStats | null>;
  /** Of the runs that were sending in these days. */
  runStatsWithin: (days: {
    workspaceId: WorkspaceId;
    campaignIds: readonly CampaignId[];
    from: Date;
    /** Not included. */
    before: Date;
  }) => Promise<RunStats[]>;
  endedRecipients: (
    of: { workspaceId: WorkspaceId; runId: RunId; userId?: string | undefined },
    page: { after?: string; limit: number },
  ) => Promise<{ recipients: EndedRecipient[]; next: string | null }>;
  search: SearchPorts;
  previews: PreviewPorts;
  testSends: TestPorts;
  deadLetters: (
    workspaceId: WorkspaceId,
    runId: RunId,
    page: { after?: string; limit: number },
  ) => Promise<{ dead_letters: DeadLetter[]; next: string | null }>;
  replayDeadLetters: ReplayDeadLetters;
  searchAttempts: SearchAttempts;
  sends: SendPorts;
  data: DataPorts;
  authorizations: AuthorizationDesk;
  signing: SigningDesk;
  segments: SegmentDesk;
  loads: LoadDesk;
  /** To be stopped when the server is. */
  loadWorker: LoadWorker;
  controlGroup: ControlGroupDesk;
  audienceCounts: CountDesk;
  settings: SettingsDesk;
  userLoader: (workspaceId: WorkspaceId) => LoadUsers;
  countUsers: (workspaceId: WorkspaceId) => Promise<number>;
  users: UserReadPorts;
  checks: HealthChecks;
  registry: Registry;
  log: Logger;
}
