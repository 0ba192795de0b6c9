// Who was sent as a possible duplicate is so in every later attempt: the mark waits with the retry.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table retries add column possible_duplicate boolean not null default false`.execute(db);
}
