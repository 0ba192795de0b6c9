// Each entry of the audit log carries a hash over itself and the hash of the one before: whoever changes, removes or inserts one
// later breaks the chain there. Entries from before stay as they are, without a hash.
//
// The trigger chains whatever is inserted, by whomever: nobody can choose a number or a hash. The first entry of a campaign has
// nothing before it and waits for nobody; others of its chain come one after the other, until their transactions end.
import { type Kysely, sql } from "kysely";
import { AUDIT_TEXT } from "../audit-text.ts";

const STATEMENTS = [
  `alter table audit_log add column chain_no bigint, add column hash bytea`,
  `create unique index audit_log_chain on audit_log (workspace_id, coalesce(campaign_id, ''), chain_no)
    where chain_no is not null`,
  `create function chain_audit_entry() returns trigger language plpgsql as $$
    declare
      previous_no bigint;
      previous_hash bytea;
    begin
      if new.action <> 'campaign.created' then
        perform pg_advisory_xact_lock(hashtextextended(new.workspace_id || ' ' || coalesce(new.campaign_id, ''), 5071005));
        select chain_no, hash into previous_no, previous_hash from audit_log
          where workspace_id = new.workspace_id and coalesce(campaign_id, '') = coalesce(new.campaign_id, '')
            and chain_no is not null
          order by chain_no desc limit 1;
      end if;
      new.chain_no := coalesce(previous_no, 0) + 1;
      new.hash := sha256(coalesce(previous_hash, '') || convert_to(${AUDIT_TEXT("new")}, 'UTF8'));
      return new;
    end $$`,
  `create trigger audit_log_is_a_chain before insert on audit_log
    for each row execute function chain_audit_entry()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
