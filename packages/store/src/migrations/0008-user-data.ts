// What programs tell about users: their devices, their events by day, and what became of files and of bulk requests. Users
// are found by the identifiers that they share with the outside.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** As in the attempt log: runs as the owner of the tables, and waits for no lock for long. */
const asOwner = (signature: string, body: string): string[] => [
  `create function ${signature} returns void language plpgsql security definer
    set search_path from current set lock_timeout = '2s' as $$ ${body} $$`,
  `revoke execute on function ${signature.replaceAll(/(\w+) (timestamptz|text)/g, "$2")} from public`,
];

/** Attributes of a user whose value leads to the user, as identifiers of a test, a preview or an export. */
const IDENTIFYING = ["u_em", "u_mb", "moe_gaid", "advertising_identifier", "moengage_id"];

// Only users who have the attribute are in its index, and only the beginning of the value: an entry of an index is bounded.
const usersBy = (name: string): string =>
  `create index users_by_${name} on users (workspace_id, left(attributes ->> '${name}', 256)) where attributes ? '${name}'`;

const DEVICES = [
  `create table devices (
    workspace_id text not null,
    user_id text collate "C" not null,
    device_id text collate "C" not null,
    platform text not null,
    push_id text collate "C",
    is_opted_out boolean not null default false,
    attributes jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (workspace_id, user_id, device_id)
  )`,
  // A push id leads to one device: it moves with it.
  `create unique index devices_by_push_id on devices (workspace_id, push_id, platform) where push_id is not null`,
  `create index devices_by_gaid on devices (workspace_id, left(attributes ->> 'moe_gaid', 256)) where attributes ? 'moe_gaid'`,
];

// In partitions by the time at which events were accepted, so that what is too old costs nothing to drop, however old the
// moments are that events tell of. event_id is minted when the event is accepted: the same however often it is stored.
const EVENTS = [
  `create table user_events (
    workspace_id text not null,
    user_id text collate "C" not null,
    at timestamptz not null,
    event_id uuid not null,
    accepted_at timestamptz not null,
    name text not null,
    device_id text,
    platform text,
    app_version text,
    timezone_offset_s integer,
    attributes jsonb not null,
    primary key (workspace_id, user_id, at, event_id, accepted_at)
  ) partition by range (accepted_at)`,
  ...asOwner(
    "add_event_partition(from_at timestamptz, to_at timestamptz)",
    `begin
      perform pg_advisory_xact_lock(5071005);
      execute format('create table if not exists user_events_%s_%s partition of user_events for values from (%L) to (%L)',
        extract(epoch from from_at)::bigint, extract(epoch from to_at)::bigint, from_at, to_at);
    end`,
  ),
  ...asOwner(
    "drop_event_partition(partition text)",
    `begin
      if partition !~ '^user_events_\\d+_\\d+$' then raise exception 'no partition of the events: %', partition; end if;
      perform pg_advisory_xact_lock(5071005);
      execute format('drop table if exists %I', partition);
    end`,
  ),
  // Gives a partition an earlier end, so that what follows goes into another one. Fails when rows lie behind that end.
  ...asOwner(
    "end_event_partition(partition text, to_at timestamptz)",
    `declare
      from_s bigint := substring(partition from '^user_events_(\\d+)_\\d+$')::bigint;
      shorter text := format('user_events_%s_%s', from_s, extract(epoch from to_at)::bigint);
    begin
      perform pg_advisory_xact_lock(5071005);
      execute format('alter table user_events detach partition %I', partition);
      execute format('alter table %I rename to %I', partition, shorter);
      execute format('alter table user_events attach partition %I for values from (%L) to (%L)',
        shorter, to_timestamp(from_s), to_at);
    end`,
  ),
];

const INTAKE = [
  `create table file_imports (
    workspace_id text not null,
    import_id uuid not null,
    format text not null,
    status text not null,
    rows bigint not null default 0,
    changed bigint not null default 0,
    rejected bigint not null default 0,
    created_by text not null,
    started_at timestamptz not null,
    -- Moves on while rows come in: an import that stands still was cut off.
    seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (workspace_id, import_id)
  )`,
  // Of bulk requests, which are answered before anybody knows: the elements that were refused, the first of them listed.
  `create table refused_elements (
    workspace_id text not null,
    request_id text collate "C" not null,
    at timestamptz not null,
    elements integer not null,
    refused integer not null,
    listed json not null,
    primary key (workspace_id, request_id)
  )`,
  `create index refused_elements_by_time on refused_elements (workspace_id, at)`,
];

const STATEMENTS = [...IDENTIFYING.map(usersBy), ...DEVICES, ...EVENTS, ...INTAKE];
