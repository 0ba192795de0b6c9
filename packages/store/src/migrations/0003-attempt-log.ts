// The attempt log: one row for each attempt that senders kept, in partitions by time, so that old ones cost nothing to drop.
// Partitions are made and dropped by the ledger app, which may not change tables otherwise: hence the functions.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/**
 * Runs as the owner of the tables, found as they were found now; who may call it is said in table-rights.ts. It waits for
 * no lock for long: everybody who comes after it would wait as well.
 */
const asOwner = (signature: string, body: string): string[] => [
  `create function ${signature} returns void language plpgsql security definer
    set search_path from current set lock_timeout = '2s' as $$ ${body} $$`,
  `revoke execute on function ${signature.replaceAll(/(\w+) (timestamptz|text)/g, "$2")} from public`,
];

const STATEMENTS = [
  `create table attempt_log (
    workspace_id text not null,
    run_id uuid not null,
    at timestamptz not null,
    -- Place in the stream: the same however often a chunk is delivered.
    seq bigint not null,
    user_id text collate "C" not null,
    batch_no integer not null,
    attempt smallint not null,
    status smallint not null,
    latency_ms real not null,
    error_code text,
    request json not null,
    response json,
    possible_duplicate boolean not null,
    primary key (workspace_id, run_id, at, seq)
  ) partition by range (at)`,
  `create index attempt_log_by_user on attempt_log (workspace_id, run_id, user_id, at, seq)`,
  `create index attempt_log_by_status on attempt_log (workspace_id, run_id, status, at, seq)`,
  ...asOwner(
    "add_attempt_partition(from_at timestamptz, to_at timestamptz)",
    `begin
      perform pg_advisory_xact_lock(5071004);
      execute format('create table if not exists attempt_log_%s_%s partition of attempt_log for values from (%L) to (%L)',
        extract(epoch from from_at)::bigint, extract(epoch from to_at)::bigint, from_at, to_at);
    end`,
  ),
  ...asOwner(
    "drop_attempt_partition(partition text)",
    `begin
      if partition !~ '^attempt_log_\\d+_\\d+$' then raise exception 'no partition of the attempt log: %', partition; end if;
      perform pg_advisory_xact_lock(5071004);
      execute format('drop table if exists %I', partition);
    end`,
  ),
  // Gives a partition an earlier end, so that what follows goes into another one. Fails when rows lie behind that end.
  ...asOwner(
    "end_attempt_partition(partition text, to_at timestamptz)",
    `declare
      from_s bigint := substring(partition from '^attempt_log_(\\d+)_\\d+$')::bigint;
      shorter text := format('attempt_log_%s_%s', from_s, extract(epoch from to_at)::bigint);
    begin
      perform pg_advisory_xact_lock(5071004);
      execute format('alter table attempt_log detach partition %I', partition);
      execute format('alter table %I rename to %I', partition, shorter);
      execute format('alter table attempt_log attach partition %I for values from (%L) to (%L)',
        shorter, to_timestamp(from_s), to_at);
    end`,
  ),
];
