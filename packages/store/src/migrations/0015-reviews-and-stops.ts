// Requests for approval that several people decide on, and the stop of a whole workspace.
import { type Kysely, sql } from "kysely";

const STATEMENTS = [
  `alter table campaigns add column review jsonb`,
  // What was approved before needed one person.
  `alter table approvals add column completes boolean not null default true`,
  // The planner looks for those that wait, to remind of them and to end them.
  `create index campaigns_under_review on campaigns (workspace_id, campaign_id) where status = 'UNDER_REVIEW'`,
  `create table workspace_stops (
    workspace_id text not null,
    stop_id text not null,
    stopped_by text not null,
    stopped_at timestamptz not null,
    reason text,
    paused_run_ids text[] not null,
    lifts jsonb not null default '[]',
    ended_at timestamptz,
    primary key (workspace_id, stop_id)
  )`,
  `create unique index workspace_stops_in_force on workspace_stops (workspace_id) where ended_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
