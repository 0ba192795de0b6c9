// Two things of the API. What searches compare is written beside the definition by whoever writes it. As generated columns each insert and update read the
// whole definition three times more, for what the writer knows already (docs/decisions/0037-creates.md).
import { type Kysely, sql } from "kysely";

const STATEMENTS = [
  `alter table campaigns
    alter column channel drop expression,
    alter column campaign_delivery_type drop expression,
    alter column tags drop expression,
    alter column creator drop expression`,
  // An app from before this one is refused, and not overlooked by searches.
  `alter table campaigns
    alter column channel set not null,
    alter column campaign_delivery_type set not null,
    alter column creator set not null`,
  // Of a send that a control group holds out: which one. A repeated call hears the same.
  `alter table send_requests add column excluded text`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
