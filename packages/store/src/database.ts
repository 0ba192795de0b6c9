// The tables as TypeScript sees them. Kept beside the migrations: a column is added in both.
import type { AttemptRecord, RunAudience, UsedSegment } from "@sluice/schema";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type {
  DefaultCount,
  DefaultInstant,
  DefaultJson,
  Instant,
  Json,
  NullableInstant,
  NullableJson,
} from "./column-types.ts";
import type { RunDraw, WorkspaceSettings } from "./json-shapes.ts";
import type { SegmentTables } from "./segment-tables.ts";
import type { SlackTables } from "./slack-tables.ts";

export interface WorkspacesTable {
  workspace_id: string;
  name: string;
  requests_per_minute: Generated<number>;
  created_at: DefaultInstant;
  settings: DefaultJson<WorkspaceSettings>;
}

export interface ApiKeysTable {
  workspace_id: string;
  key_id: string;
  key_hash: Buffer;
  actor: string;
  scopes: string[];
  created_at: DefaultInstant;
  /** From then on the key is refused; it may be in the future. */
  archived_at: NullableInstant;
  name: Generated<string>;
  /** key_id or operator. */
  created_by: Generated<string>;
  /** To the minute. */
  last_used_at: NullableInstant;
}

export interface UsersTable {
  workspace_id: string;
  user_id: string;
  attributes: Json<Record<string, string | number | boolean>>;
  created_at: DefaultInstant;
  updated_at: DefaultInstant;
}

export interface CampaignsTable {
  workspace_id: string;
  campaign_id: string;
  name: string | null;
  status: string;
  version: number;
  definition: Json<unknown>;
  content_hash: string;
  /** As the body claimed, or the person behind the credential. */
  created_by: string;
  created_by_credential: Generated<string>;
  created_at: Instant;
  updated_by: string;
  updated_by_credential: Generated<string>;
  updated_at: Instant;
  submitted_by: string | null;
  approval_id: string | null;
  run_id: string | null;
  archived_at: NullableInstant;
  /** Of the create request. For how long a second create with it is refused, campaign_requests tells. */
  request_id: string | null;
  /** Compare-and-set token: every change reads it and writes the next. */
  revision: number;
  /** This and those that follow: from the definition, and what searches compare. */
  channel: GeneratedAlways<string>;
  campaign_delivery_type: GeneratedAlways<string>;
  tags: GeneratedAlways<string[] | null>;
  creator: GeneratedAlways<string>;
}

export interface CampaignReachabilityTable {
  workspace_id: string;
  campaign_id: string;
  content_hash: string;
  claimed_at: Instant;
  count: number | null;
  counted_at: NullableInstant;
}

export interface CampaignVersionsTable {
  workspace_id: string;
  campaign_id: string;
  version: number;
  definition: Json<unknown>;
  content_hash: string;
  edited_by: string;
  edited_by_credential: Generated<string>;
  edited_at: Instant;
}

export interface ApprovalsTable {
  workspace_id: string;
  campaign_id: string;
  approval_id: string;
  version: number;
  content_hash: string;
  decision: string;
  decided_by: string;
  decided_at: Instant;
  comment: string | null;
  voided_at: NullableInstant;
  segments: NullableJson<UsedSegment[]>;
}

export interface AuditLogTable {
  workspace_id: string;
  audit_id: string;
  campaign_id: string | null;
  run_id: string | null;
  action: string;
  actor: string;
  source: string;
  detail: Json<unknown>;
  at: Instant;
}

export interface RunsTable {
  run_id: string;
  workspace_id: string;
  campaign_id: string;
  version: number;
  content_hash: string;
  approval_id: string;
  definition: Json<unknown>;
  status: string;
  starts_at: Instant;
  expires_at: Instant;
  /** As people ask for it now. */
  requests_per_minute: number | null;
  /** As another person approved it: raising the limit beyond it needs one again. */
  approved_requests_per_minute: ColumnType<number | null, number | null | undefined, number | null>;
  /** In force instead of requests_per_minute, where it is set: by the four-hour rule. */
  raised_requests_per_minute: ColumnType<number | null, number | null | undefined, number | null>;
  limit_raised_because: ColumnType<string | null, string | null | undefined, string | null>;
  limit_changed_at: NullableInstant;
  /** Scheme, host and port; null: no origin's cap holds. */
  origin: ColumnType<string | null, string | null | undefined, string | null>;
  throttle_weight: Generated<number>;
  /** Without audience and end: each call of the send API is a recipient. */
  is_triggered: Generated<boolean>;
  /** Takes no more sends: another run of its campaign does. What it has taken in is still sent. */
  replaced_at: NullableInstant;
  /** Runs whose request ids of the last 24 hours hold for this one. */
  replaces: Generated<string[]>;
  created_at: DefaultInstant;
  audience: NullableJson<RunAudience>;
  draw: NullableJson<RunDraw>;
  cut_cursor: string | null;
  cut_finished_at: NullableInstant;
  targeted: DefaultCount;
  excluded: DefaultJson<Record<string, number>>;
  recipients: DefaultCount;
  next_batch_no: Generated<number>;
  started_at: NullableInstant;
  ended_at: NullableInstant;
  /** Its batches and ledger entries are gone. */
  cleared_at: NullableInstant;
  /** Names of the values in the rows, in order; set when the batches are removed. */
  row_attributes: ColumnType<string[] | null, string | null | undefined, string | null>;
  /** Of a triggered run: what follows them. */
  row_event_attributes: ColumnType<string[] | null, string | null | undefined, string | null>;
}

export interface OriginLimitsTable {
  workspace_id: string;
  origin: string;
  requests_per_minute: number;
  updated_at: Instant;
}

export interface RunTotalsTable {
  run_id: string;
  delivered: DefaultCount;
  skipped: DefaultCount;
  unknown: DefaultCount;
  expired: DefaultCount;
  cancelled: DefaultCount;
  dead_lettered: DefaultCount;
  attempts: DefaultCount;
  possible_duplicates: DefaultCount;
  retrying: DefaultCount;
  reasons: DefaultJson<Record<string, number>>;
}

export interface RunBatchesTable {
  run_id: string;
  batch_no: number;
  state: "planned" | "fed" | "done";
  recipients: number;
  payload: string;
  fed_at: NullableInstant;
  claimed: Generated<number>;
  settled: Buffer | null;
  is_retry: Generated<boolean>;
}

export interface RetriesTable {
  run_id: string;
  user_id: string;
  due_at: Instant;
  attempts: number;
  reason: string;
  row_json: string;
}

export interface DeliveriesTable {
  run_id: string;
  user_id: string;
  ending: string;
  status: number;
  attempts: number;
  latency_ms: number;
  reason: string | null;
  possible_duplicate: boolean;
  batch_no: number;
  settled_at: Instant;
  /** Kept for dead letters, so that a replay renders the same values. */
  row_json: string | null;
}

export interface SendRequestsTable {
  run_id: string;
  request_id: string;
  send_id: string;
  content_digest: Buffer;
  accepted_at: Instant;
}

export interface LedgerPositionTable {
  stream: string;
  identity: string;
  last_seq: number;
}

export interface AuthorizationConfigurationsTable {
  workspace_id: string;
  configuration_id: string;
  name: string;
  type: string;
  status: string;
  status_reason: string | null;
  version: number;
  sealed: string;
  header_names: string[];
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
}

export interface SigningSecretsTable {
  workspace_id: string;
  secret_id: string;
  sealed: string;
  created_at: Instant;
  retires_at: NullableInstant;
}

export interface AttemptLogTable {
  workspace_id: string;
  run_id: string;
  at: Instant;
  seq: number;
  user_id: string;
  batch_no: number;
  attempt: number;
  status: number;
  latency_ms: number;
  error_code: string | null;
  request: Json<AttemptRecord["request"]>;
  response: Json<AttemptRecord["response"]>;
  possible_duplicate: boolean;
}

export interface DevicesTable {
  workspace_id: string;
  user_id: string;
  device_id: string;
  platform: string;
  push_id: string | null;
  is_opted_out: Generated<boolean>;
  attributes: Json<Record<string, unknown>>;
  created_at: DefaultInstant;
  updated_at: DefaultInstant;
}

export interface UserEventsTable {
  workspace_id: string;
  user_id: string;
  at: Instant;
  event_id: string;
  accepted_at: Instant;
  name: string;
  device_id: string | null;
  platform: string | null;
  app_version: string | null;
  timezone_offset_s: number | null;
  attributes: Json<Record<string, unknown>>;
}

export interface FileImportsTable {
  workspace_id: string;
  import_id: string;
  format: string;
  status: string;
  rows: Generated<number>;
  changed: Generated<number>;
  rejected: Generated<number>;
  created_by: string;
  started_at: Instant;
  seen_at: Instant;
  ended_at: NullableInstant;
}

export interface RefusedElementsTable {
  workspace_id: string;
  request_id: string;
  at: Instant;
  elements: number;
  refused: number;
  listed: Json<unknown>;
}

export interface IdempotencyKeysTable {
  workspace_id: string;
  key: string;
  digest: Buffer;
  claim_id: string;
  claimed_at: Instant;
  /** Of the kept answer; null while the call is under way. */
  status: number | null;
  content_type: string | null;
  /** Sealed. */
  answer: string | null;
}

export interface CampaignRequestsTable {
  workspace_id: string;
  request_id: string;
  campaign_id: string;
  /** From then on the request id may be used again. */
  free_at: Instant;
}

export interface QuotaSettingsTable {
  workspace_id: string;
  preset: string;
  limits: Json<unknown>;
  updated_at: Instant;
}

export interface QuotaWindowsTable {
  workspace_id: string;
  name: string;
  taken: Json<unknown>;
}

export interface Database extends SegmentTables, SlackTables {
  workspaces: WorkspacesTable;
  api_keys: ApiKeysTable;
  users: UsersTable;
  devices: DevicesTable;
  user_events: UserEventsTable;
  file_imports: FileImportsTable;
  refused_elements: RefusedElementsTable;
  campaigns: CampaignsTable;
  campaign_versions: CampaignVersionsTable;
  campaign_reachability: CampaignReachabilityTable;
  approvals: ApprovalsTable;
  audit_log: AuditLogTable;
  runs: RunsTable;
  origin_limits: OriginLimitsTable;
  run_totals: RunTotalsTable;
  run_batches: RunBatchesTable;
  retries: RetriesTable;
  deliveries: DeliveriesTable;
  send_requests: SendRequestsTable;
  ledger_position: LedgerPositionTable;
  attempt_log: AttemptLogTable;
  authorization_configurations: AuthorizationConfigurationsTable;
  signing_secrets: SigningSecretsTable;
  idempotency_keys: IdempotencyKeysTable;
  campaign_requests: CampaignRequestsTable;
  quota_settings: QuotaSettingsTable;
  quota_windows: QuotaWindowsTable;
}
