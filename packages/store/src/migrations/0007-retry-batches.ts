// Batches of retries are told from those of the cut, so that the planner can feed both in turn.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table run_batches add column is_retry boolean not null default false`,
  `drop index run_batches_planned`,
  `create index run_batches_planned on run_batches (run_id, is_retry, batch_no) where state = 'planned'`,
];
