// Authorization configurations and signing secrets: sealed texts, which this database cannot open.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table authorization_configurations (
    workspace_id text not null references workspaces,
    configuration_id text not null,
    name text not null,
    type text not null,
    status text not null,
    status_reason text,
    version integer not null,
    sealed text not null,
    -- Of the headers that requests get; not secret, and asked for when a campaign is checked.
    header_names text[] not null,
    created_by text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, configuration_id),
    unique (workspace_id, name)
  )`,
  `create table signing_secrets (
    workspace_id text not null references workspaces,
    secret_id text not null,
    sealed text not null,
    created_at timestamptz not null,
    -- From then on it no longer signs; null: it is the present one.
    retires_at timestamptz,
    primary key (workspace_id, secret_id)
  )`,
  `create unique index signing_secrets_present on signing_secrets (workspace_id) where retires_at is null`,
];
