// Whoever waits for runs is told of changes as they are committed, instead of asking several times a second. Counts and cursors,
// which move with every page of a cut, are none.
import { type Kysely, sql } from "kysely";

const STATEMENTS = [
  `create function tell_run_changes() returns trigger language plpgsql as
    $$ begin perform pg_notify('sluice_runs', ''); return null; end $$`,
  `create trigger runs_are_told
    after insert or update of status, starts_at, requests_per_minute, raised_requests_per_minute, cut_finished_at, expires_at
    on runs for each statement execute function tell_run_changes()`,
  `create trigger workspace_caps_are_told after insert or update of requests_per_minute
    on workspaces for each statement execute function tell_run_changes()`,
  `create trigger origin_limits_are_told after insert or update or delete
    on origin_limits for each statement execute function tell_run_changes()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
