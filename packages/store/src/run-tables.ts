// Runs: batches, retries, ends, and how far the ledger is projected, as TypeScript sees them beside database.ts.
import type { AttemptRecord, RunAudience } from "@sluice/schema";
import type { ColumnType, Generated } from "kysely";
import type {
  DefaultCount,
  DefaultInstant,
  DefaultJson,
  Instant,
  Json,
  NullableInstant,
  NullableJson,
} from "./column-types.ts";
import type { CountedAs, RunDraw } from "./json-shapes.ts";

export interface RunTables {
  runs: RunsTable;
  run_totals: RunTotalsTable;
  run_batches: RunBatchesTable;
  retries: RetriesTable;
  deliveries: DeliveriesTable;
  send_requests: SendRequestsTable;
  counted_messages: CountedMessagesTable;
  ledger_position: LedgerPositionTable;
  attempt_log: AttemptLogTable;
}

interface RunsTable {
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
  /** null: its messages count for no frequency cap. */
  counted_as: NullableJson<CountedAs>;
  /** Once: those who got no request before its first end count no more. */
  places_given_back_at: NullableInstant;
}

interface RunTotalsTable {
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

interface RunBatchesTable {
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

interface RetriesTable {
  run_id: string;
  user_id: string;
  due_at: Instant;
  attempts: number;
  reason: string;
  row_json: string;
  /** An attempt so far carried the mark. */
  possible_duplicate: Generated<boolean>;
}

interface DeliveriesTable {
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

interface SendRequestsTable {
  run_id: string;
  request_id: string;
  send_id: string;
  content_digest: Buffer;
  accepted_at: Instant;
  /** Held out by a control group or a frequency cap: which. */
  excluded: ColumnType<string | null, string | null | undefined, string | null>;
}

interface CountedMessagesTable {
  workspace_id: string;
  run_id: string;
  user_id: string;
  /** Nil for a recipient of a cut. */
  send_id: Generated<string>;
  planned_at: Instant;
}

interface LedgerPositionTable {
  stream: string;
  identity: string;
  last_seq: number;
}

interface AttemptLogTable {
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
