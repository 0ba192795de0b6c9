// Caps for each origin, and what the limit of a run is made of: asked, approved, raised, and by whom it is shared.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table origin_limits (
    workspace_id text not null references workspaces,
    -- As connectorOrigin writes it: scheme, host and port.
    origin text not null,
    requests_per_minute integer not null check (requests_per_minute > 0),
    updated_at timestamptz not null,
    primary key (workspace_id, origin)
  )`,
  // runs.requests_per_minute is what people ask for: at first the approved limit, then what they set while it is sent.
  // In force is raised_requests_per_minute where it is set. Limits and shares of a run made before have no origin.
  `alter table runs
    add column approved_requests_per_minute integer,
    add column raised_requests_per_minute integer,
    add column limit_raised_because text,
    add column limit_changed_at timestamptz,
    add column origin text,
    add column throttle_weight smallint not null default 1 check (throttle_weight between 1 and 100),
    add column is_triggered boolean not null default false`,
  `update runs set approved_requests_per_minute = requests_per_minute`,
];
