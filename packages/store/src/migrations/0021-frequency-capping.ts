// Messages that count for frequency caps. A workspace without rules has none.
import { type Kysely, sql } from "kysely";

const STATEMENTS = [
  // What the messages of a run count as; null: they do not count.
  `alter table runs add column counted_as jsonb, add column places_given_back_at timestamptz`,
  `update runs set counted_as = jsonb_build_object('channel', definition ->> 'channel',
      'delivery_type', definition ->> 'campaign_delivery_type',
      'tags', coalesce((definition #> '{basic_details,tags}')::jsonb, '[]'))
    where ended_at is null and definition ->> 'channel' is not null
      and coalesce(definition #>> '{delivery_controls,count_for_frequency_capping}', 'true') <> 'false'`,
  `create index runs_counted on runs (workspace_id, ended_at) where counted_as is not null`,
  // One row for each recipient, and for each triggered send; a recipient of a cut has no send id.
  `create table counted_messages (
    workspace_id text not null,
    run_id uuid not null,
    user_id text collate "C" not null,
    send_id uuid not null default '00000000-0000-0000-0000-000000000000',
    planned_at timestamptz not null,
    primary key (run_id, user_id, send_id)
  )`,
  `create index counted_messages_by_user on counted_messages (workspace_id, user_id)`,
  `create index counted_messages_by_time on counted_messages using brin (planned_at) with (autosummarize = on)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
