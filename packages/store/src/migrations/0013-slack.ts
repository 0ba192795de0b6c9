// What the bot in Slack remembers: which messages it keeps up to date, and what it has done already.
import { type Kysely, sql } from "kysely";

const STATEMENTS = [
  `create table slack_cards (
    workspace_id text not null,
    channel_id text not null,
    message_ts text not null,
    campaign_id text not null,
    kind text not null,
    version integer not null,
    primary key (workspace_id, channel_id, message_ts)
  )`,
  `create index slack_cards_by_campaign on slack_cards (workspace_id, campaign_id, message_ts)`,
  // Clicks, submissions and events come more than once; a key is kept for a day.
  `create table slack_handled (
    workspace_id text not null,
    key text not null,
    at timestamptz not null default now(),
    primary key (workspace_id, key)
  )`,
  `create index slack_handled_by_time on slack_handled (at)`,
  // The last digits, which people type.
  `create index campaigns_by_tail on campaigns (workspace_id, right(campaign_id, 7))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
