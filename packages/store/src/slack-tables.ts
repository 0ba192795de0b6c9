// The tables of the bot in Slack, as TypeScript sees them.
import type { ColumnType } from "kysely";

export interface SlackTables {
  slack_cards: {
    workspace_id: string;
    channel_id: string;
    message_ts: string;
    campaign_id: string;
    kind: string;
    version: number;
    team_id: string;
  };
  slack_handled: {
    workspace_id: string;
    key: string;
    at: ColumnType<Date, Date | undefined, Date>;
  };
}
