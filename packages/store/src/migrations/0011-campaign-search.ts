// Campaigns are found by what they are called, what kind they are and who made them: columns that follow from the
// definition, and one index that answers a search without reading definitions. And the audience counts of scheduled
// campaigns, kept for a day.
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table campaigns
    add column channel text generated always as (definition ->> 'channel') stored,
    add column campaign_delivery_type text generated always as (definition ->> 'campaign_delivery_type') stored,
    add column tags jsonb generated always as ((definition #> '{basic_details,tags}')::jsonb) stored,
    add column creator text generated always as (lower(left(created_by, 128))) stored`,
  // An entry has at most 2,704 bytes: names, tags and creators are bounded, and together stay below that.
  `create index campaigns_searched on campaigns (workspace_id, campaign_id desc)
    include (name, status, channel, campaign_delivery_type, tags, creator, created_at, version, run_id, archived_at)`,
  `create table campaign_reachability (
    workspace_id text not null,
    campaign_id text not null,
    -- Of the audience that was counted: another one is counted anew.
    content_hash text not null,
    -- Who claimed the count: while it goes on, nobody else begins.
    claimed_at timestamptz not null,
    -- null: it is being counted for the first time.
    count bigint,
    counted_at timestamptz,
    primary key (workspace_id, campaign_id)
  )`,
];
