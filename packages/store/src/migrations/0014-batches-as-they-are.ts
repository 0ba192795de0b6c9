// Batches are stored as they are, out of line: compressing 25 KB of rows costs Postgres a microsecond a recipient, a fifth of
// the cut, and they are gone again soon after the run's end.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table run_batches alter column payload set storage external`.execute(db);
}
