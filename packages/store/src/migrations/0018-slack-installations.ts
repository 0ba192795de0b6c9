// Many Slack workspaces: which Sluice workspace each is linked with, and its tokens as a text that this database cannot open.
import { type Kysely, sql } from "kysely";

const STATEMENTS = [
  `create table slack_installations (
    -- Of the Slack workspace: one link each.
    team_id text primary key,
    workspace_id text not null references workspaces,
    channel_id text not null,
    -- Id of the user group that approves; null: every full member does.
    approvers text,
    linked_at timestamptz not null,
    -- null: linked, and not installed, or no longer.
    sealed text,
    -- What the text is sealed for; counts installations.
    version integer not null default 0,
    team_name text,
    installed_at timestamptz
  )`,
  `create index slack_installations_by_workspace on slack_installations (workspace_id)`,
  // Two Slack workspaces may show the campaigns of one workspace, each on its own cards.
  `alter table slack_cards add column team_id text not null default ''`,
  // These run as the owner of the tables: which workspace a Slack workspace is linked with is known only after asking.
  `create function slack_installation(which text) returns setof slack_installations
    language sql stable security definer set search_path from current as $$
      select * from slack_installations where team_id = which
    $$`,
  `revoke execute on function slack_installation(text) from public`,
  `create function installed_slack_teams(most integer) returns setof text
    language sql stable security definer set search_path from current as $$
      select team_id from slack_installations where sealed is not null order by installed_at desc limit most
    $$`,
  `revoke execute on function installed_slack_teams(integer) from public`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
