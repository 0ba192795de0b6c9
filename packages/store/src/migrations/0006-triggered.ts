// Triggered runs: what their rows hold is known before there is a batch, their calls are remembered, and what is old can be
// found by its time, because they do not end by themselves.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table runs add column row_event_attributes jsonb`,
  `create index runs_triggered on runs (run_id) where is_triggered and ended_at is null`,
  // Calls that brought a request id: a second one within a day sends nothing.
  `create table send_requests (
    run_id uuid not null references runs on delete cascade,
    request_id text collate "C" not null,
    send_id uuid not null,
    content_digest bytea not null,
    accepted_at timestamptz not null,
    primary key (run_id, request_id)
  )`,
  // Rows come in the order of their time: a few bytes for a hundred pages are enough to find the oldest.
  `create index send_requests_by_time on send_requests using brin (accepted_at) with (autosummarize = on)`,
  `create index deliveries_by_time on deliveries using brin (settled_at) with (autosummarize = on)`,
];
