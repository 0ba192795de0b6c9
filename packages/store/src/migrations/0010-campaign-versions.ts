// Campaigns that go on while they are edited: who claimed an edit and whose credential made it, archived campaigns, and runs
// that another run of their campaign replaces.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table campaigns
    add column created_by_credential text not null default '',
    add column updated_by_credential text not null default '',
    add column archived_at timestamptz`,
  `update campaigns set created_by_credential = created_by, updated_by_credential = updated_by`,
  `alter table campaign_versions add column edited_by_credential text not null default ''`,
  `update campaign_versions set edited_by_credential = edited_by`,
  `alter table runs
    add column replaced_at timestamptz,
    add column replaces uuid[] not null default '{}'`,
];
