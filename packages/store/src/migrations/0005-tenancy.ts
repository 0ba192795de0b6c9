// API keys with a name and a trace of use, and the mark that says which rights the tables were last given.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table api_keys
    add column name text not null default '' check (length(name) <= 100),
    add column created_by text not null default '',
    add column last_used_at timestamptz`,
  // One row: the digest of the statements in protect-tables.ts that were carried out last.
  `create table protected_tables (
    only_row boolean primary key default true check (only_row),
    digest text not null
  )`,
];
