// Custom segments with their members, the workspace's control group, and what a run's audience was made of.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const SEGMENTS = [
  // CONTROL_GROUP: the list of the workspace's control group; one, without a name, kept like a FILE segment.
  `create table segments (
    workspace_id text not null references workspaces,
    segment_id text not null,
    -- FILTER, FILE or CONTROL_GROUP.
    type text not null,
    name text not null,
    -- Of what it says: of its filters, or of its members.
    version integer not null,
    definition json,
    definition_hash text,
    user_count bigint not null default 0,
    created_by text not null,
    created_at timestamptz not null,
    updated_by text not null,
    updated_at timestamptz not null,
    archived_at timestamptz,
    expires_at timestamptz,
    primary key (workspace_id, segment_id),
    unique (workspace_id, name)
  )`,
  `create unique index segments_by_definition on segments (workspace_id, definition_hash) where archived_at is null`,
  // A member from one version on, until before another. A load writes rows of the next version, which nobody reads until
  // the segment gets that version.
  `create table segment_members (
    workspace_id text not null,
    segment_id text not null,
    user_id text collate "C" not null,
    from_version integer not null,
    to_version integer not null default 2147483647,
    primary key (workspace_id, segment_id, user_id, from_version)
  )`,
];

const LOADS = [
  `create table segment_loads (
    workspace_id text not null,
    load_id uuid not null,
    segment_id text not null,
    action text not null,
    attribute_name text not null,
    attribute_type text not null,
    -- null: the file came in the request.
    file_url text,
    callback_url text,
    -- waiting → loading → done, or failed.
    state text not null,
    -- How often it was begun: whoever began it earlier may no longer finish it.
    tries integer not null default 0,
    requested_by text not null,
    created_at timestamptz not null default now(),
    beat_at timestamptz not null default now(),
    finished_at timestamptz,
    bytes_read bigint not null default 0,
    values_found bigint not null default 0,
    values_processed bigint not null default 0,
    user_count bigint,
    error text,
    -- due → told, or failed.
    callback_state text,
    callback_tries integer not null default 0,
    primary key (workspace_id, load_id)
  )`,
  `create unique index segment_loads_open on segment_loads (workspace_id, segment_id) where state in ('waiting', 'loading')`,
  `create index segment_loads_of_segment on segment_loads (workspace_id, segment_id, load_id)`,
  `create index segment_loads_to_do on segment_loads (beat_at)
    where state in ('waiting', 'loading') or callback_state = 'due'`,
  // Values that are compared with an attribute once all of them are there. Empty again when the load ends.
  `create unlogged table segment_load_values (
    workspace_id text not null,
    load_id uuid not null,
    value text collate "C" not null
  )`,
  `create index segment_load_values_by_load on segment_load_values (load_id)`,
  // Runs as the owner of the tables: an API process looks for work of every workspace, and hears nothing but its ids.
  `create function claim_segment_load(silent_for interval) returns table (workspace_id text, load_id uuid)
    language sql security definer set search_path from current as $$
      update segment_loads as load set beat_at = now(), tries = load.tries + 1,
        state = case load.state when 'waiting' then 'loading' else load.state end
      from (
        select l.workspace_id, l.load_id from segment_loads l
        where l.state = 'waiting'
          or (l.state = 'loading' or l.callback_state = 'due') and l.beat_at < now() - silent_for
        order by l.beat_at limit 1 for update skip locked
      ) as next
      where load.workspace_id = next.workspace_id and load.load_id = next.load_id
      returning load.workspace_id, load.load_id
    $$`,
  `revoke execute on function claim_segment_load(interval) from public`,
];

const RUNS = [
  `alter table workspaces add column settings jsonb not null default '{}'`,
  `alter table approvals add column segments json`,
  // audience: set where the definition names segments. draw: who is left out by chance or list, decided when the cut begins.
  `alter table runs add column audience json, add column draw json`,
];

const STATEMENTS = [...SEGMENTS, ...LOADS, ...RUNS];
