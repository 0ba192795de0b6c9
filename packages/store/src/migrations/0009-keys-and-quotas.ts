// Calls that are made again: answers kept under their Idempotency-Key, and request ids that a create used up for a while.
// And how often a workspace may call: its quotas, and what was taken of them in the rolling windows.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table idempotency_keys (
    workspace_id text not null,
    key uuid not null,
    -- Keyed, because a body may hold a secret that can be guessed.
    digest bytea not null,
    -- Whoever holds the call: who took it over has another.
    claim_id uuid not null,
    claimed_at timestamptz not null,
    -- The kept answer; null while the call is under way. Sealed: an answer may show a secret.
    status smallint,
    content_type text,
    answer text,
    primary key (workspace_id, key)
  )`,
  // Rows come in the order of their time: a few bytes for a hundred pages are enough to find the oldest.
  `create index idempotency_keys_by_time on idempotency_keys using brin (claimed_at) with (autosummarize = on)`,
  `create table campaign_requests (
    workspace_id text not null,
    request_id text collate "C" not null,
    campaign_id text not null,
    free_at timestamptz not null,
    primary key (workspace_id, request_id)
  )`,
  `create index campaign_requests_by_time on campaign_requests (free_at)`,
  `insert into campaign_requests (workspace_id, request_id, campaign_id, free_at)
   select workspace_id, request_id, campaign_id, created_at + interval '1 day' from campaigns where request_id is not null`,
  // The request id stays with the campaign as what it was created with; it is no longer unique.
  `drop index campaigns_by_request_id`,
  // A campaign has 2 to 8 kB as a rule: kept in its row as it is. To compress it costs more than all the rest of its insert.
  `alter table campaigns set (toast_tuple_target = 8160)`,
  `alter table campaign_versions set (toast_tuple_target = 8160)`,
  `create table quota_settings (
    workspace_id text primary key references workspaces,
    preset text not null,
    limits jsonb not null,
    updated_at timestamptz not null
  )`,
  `create table quota_windows (
    workspace_id text not null references workspaces,
    name text collate "C" not null,
    taken jsonb,
    primary key (workspace_id, name)
  )`,
];
