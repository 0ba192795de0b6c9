// The first schema: workspaces, users, campaigns, runs and what became of each recipient.
// Keys lead with workspace, run or user, so that the tables can be spread by them; ids are made in the app.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const WORKSPACES_AND_USERS = [
  `create table workspaces (
    workspace_id text primary key,
    name text not null,
    requests_per_minute integer not null default 200000 check (requests_per_minute > 0),
    created_at timestamptz not null default now()
  )`,
  `create table api_keys (
    workspace_id text not null references workspaces,
    key_id text not null,
    key_hash bytea not null,
    actor text not null,
    scopes text[] not null,
    created_at timestamptz not null default now(),
    archived_at timestamptz,
    primary key (workspace_id, key_id)
  )`,
  // Collation "C": user ids are compared as bytes, the same on every machine, which keyset paging relies on.
  `create table users (
    workspace_id text not null,
    user_id text collate "C" not null,
    attributes jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (workspace_id, user_id)
  )`,
];

// `definition` is json, not jsonb: jsonb would reorder the keys of the request body that people wrote.
const CAMPAIGNS = [
  `create table campaigns (
    workspace_id text not null references workspaces,
    campaign_id text not null,
    name text,
    status text not null,
    version integer not null,
    definition json not null,
    content_hash text not null,
    created_by text not null,
    created_at timestamptz not null,
    updated_by text not null,
    updated_at timestamptz not null,
    submitted_by text,
    approval_id uuid,
    run_id uuid,
    request_id text,
    revision integer not null,
    primary key (workspace_id, campaign_id)
  )`,
  `create unique index campaigns_by_request_id on campaigns (workspace_id, request_id) where request_id is not null`,
  `create table campaign_versions (
    workspace_id text not null,
    campaign_id text not null,
    version integer not null,
    definition json not null,
    content_hash text not null,
    edited_by text not null,
    edited_at timestamptz not null,
    primary key (workspace_id, campaign_id, version)
  )`,
  `create table approvals (
    workspace_id text not null,
    campaign_id text not null,
    approval_id uuid not null,
    version integer not null,
    content_hash text not null,
    decision text not null,
    decided_by text not null,
    decided_at timestamptz not null,
    comment text,
    voided_at timestamptz,
    primary key (workspace_id, campaign_id, approval_id)
  )`,
  `create table audit_log (
    workspace_id text not null,
    audit_id uuid not null,
    campaign_id text,
    run_id uuid,
    action text not null,
    actor text not null,
    source text not null,
    detail jsonb not null,
    at timestamptz not null,
    primary key (workspace_id, audit_id)
  )`,
  `create index audit_log_by_campaign on audit_log (workspace_id, campaign_id, audit_id)`,
  // Append-only: nobody rewrites who did what.
  `create function refuse_change() returns trigger language plpgsql as
    $$ begin raise exception 'the audit log is append-only'; end $$`,
  `create trigger audit_log_is_append_only before update or delete on audit_log
    for each row execute function refuse_change()`,
];

const RUNS = [
  `create table runs (
    run_id uuid primary key,
    workspace_id text not null references workspaces,
    campaign_id text not null,
    version integer not null,
    content_hash text not null,
    approval_id uuid not null,
    definition json not null,
    status text not null,
    starts_at timestamptz not null,
    expires_at timestamptz not null,
    requests_per_minute integer,
    created_at timestamptz not null default now(),
    -- The cut: where it stands and what it has counted so far, moved on in the transaction that stores the batches.
    cut_cursor text collate "C",
    cut_finished_at timestamptz,
    targeted bigint not null default 0,
    excluded jsonb not null default '{}',
    recipients bigint not null default 0,
    next_batch_no integer not null default 0,
    started_at timestamptz,
    ended_at timestamptz,
    -- After the end, batches and ledger entries are removed; the names of the rows' attributes stay, for replays.
    cleared_at timestamptz,
    row_attributes jsonb
  )`,
  `create index runs_alive on runs (starts_at) where ended_at is null`,
  `create index runs_to_clear on runs (ended_at) where ended_at is not null and cleared_at is null`,
  `create index runs_by_campaign on runs (workspace_id, campaign_id, run_id)`,
  `create table run_totals (
    run_id uuid primary key references runs on delete cascade,
    delivered bigint not null default 0,
    skipped bigint not null default 0,
    unknown bigint not null default 0,
    expired bigint not null default 0,
    cancelled bigint not null default 0,
    dead_lettered bigint not null default 0,
    attempts bigint not null default 0,
    possible_duplicates bigint not null default 0,
    retrying bigint not null default 0,
    reasons jsonb not null default '{}'
  )`,
  // state: planned (to be fed) → fed (on the bus) → done (every recipient has an outcome).
  `create table run_batches (
    run_id uuid not null references runs on delete cascade,
    batch_no integer not null,
    state text not null,
    recipients integer not null,
    payload text not null,
    fed_at timestamptz,
    claimed integer not null default 0,
    settled bytea,
    primary key (run_id, batch_no)
  )`,
  `create index run_batches_planned on run_batches (run_id, batch_no) where state = 'planned'`,
  `create index run_batches_fed on run_batches (run_id, batch_no) where state = 'fed'`,
];

const RECIPIENTS = [
  `create table retries (
    run_id uuid not null references runs on delete cascade,
    user_id text collate "C" not null,
    due_at timestamptz not null,
    attempts integer not null,
    reason text not null,
    row_json text not null,
    primary key (run_id, user_id)
  )`,
  `create index retries_by_due on retries (run_id, due_at)`,
  // One row per recipient that has its end. "end" is a reserved word, hence ending. Without a foreign key: checking it
  // for each row costs as much as storing the row, and the projection looks the runs up once for thousands of rows.
  `create table deliveries (
    run_id uuid not null,
    user_id text collate "C" not null,
    ending text not null,
    status smallint not null,
    attempts smallint not null,
    latency_ms integer not null,
    reason text,
    possible_duplicate boolean not null,
    batch_no integer not null,
    settled_at timestamptz not null,
    row_json text,
    primary key (run_id, user_id)
  )`,
  `create index deliveries_dead on deliveries (run_id, user_id) where ending = 'dead_lettered'`,
  // How far the ledger stream is projected. identity tells one life of the stream from the next.
  `create table ledger_position (
    stream text primary key,
    identity text not null,
    last_seq bigint not null
  )`,
];

const STATEMENTS = [...WORKSPACES_AND_USERS, ...CAMPAIGNS, ...RUNS, ...RECIPIENTS];
