// Workspaces, their keys, their limits, and who did what in them, as TypeScript sees them beside database.ts.
import type { StopLift } from "@sluice/schema";
import type { Generated, GeneratedAlways } from "kysely";
import type { DefaultInstant, DefaultJson, Instant, Json, NullableInstant } from "./column-types.ts";
import type { WorkspaceSettings } from "./json-shapes.ts";

export interface WorkspaceTables {
  workspaces: WorkspacesTable;
  api_keys: ApiKeysTable;
  origin_limits: OriginLimitsTable;
  audit_log: AuditLogTable;
  idempotency_keys: IdempotencyKeysTable;
  quota_settings: QuotaSettingsTable;
  quota_windows: QuotaWindowsTable;
  workspace_stops: WorkspaceStopsTable;
}

interface WorkspacesTable {
  workspace_id: string;
  name: string;
  requests_per_minute: Generated<number>;
  created_at: DefaultInstant;
  settings: DefaultJson<WorkspaceSettings>;
}

interface ApiKeysTable {
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

interface OriginLimitsTable {
  workspace_id: string;
  origin: string;
  requests_per_minute: number;
  updated_at: Instant;
}

interface AuditLogTable {
  workspace_id: string;
  audit_id: string;
  campaign_id: string | null;
  run_id: string | null;
  action: string;
  actor: string;
  source: string;
  detail: Json<unknown>;
  at: Instant;
  /** Place in its chain, from 1; null: from before there was one. A trigger sets both. */
  chain_no: GeneratedAlways<number | null>;
  hash: GeneratedAlways<Buffer | null>;
}

interface IdempotencyKeysTable {
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

interface QuotaSettingsTable {
  workspace_id: string;
  preset: string;
  limits: Json<unknown>;
  updated_at: Instant;
}

interface QuotaWindowsTable {
  workspace_id: string;
  name: string;
  taken: Json<unknown>;
}

/** At most one of a workspace has no `ended_at`: an index sees to it. */
interface WorkspaceStopsTable {
  workspace_id: string;
  stop_id: string;
  stopped_by: string;
  stopped_at: Instant;
  reason: string | null;
  paused_run_ids: string[];
  lifts: DefaultJson<StopLift[]>;
  ended_at: NullableInstant;
}
