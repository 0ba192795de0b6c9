// What the rules of review ask of a workspace: whether it ever sent to an audience, whether a content was tested, which
// attributes nobody has.
import { type Kysely, sql } from "kysely";
import type { PoolClient } from "pg";
import type { SegmentationDetails, WorkspaceId } from "@sluice/schema";
import type { CampaignRef } from "./campaigns.ts";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";
import { inTransaction } from "./in-transaction.ts";

/** Compared as JSON: the order of keys does not matter, that of filters does. */
export async function wasPublishedTo(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  segmentation: SegmentationDetails,
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from runs where workspace_id = ${workspaceId}
      and (definition -> 'segmentation_details')::jsonb = ${JSON.stringify(segmentation)}::jsonb) as found`.execute(
    db,
  );
  return rows[0]?.found === true;
}

export async function wasTested(
  db: Kysely<Database>,
  { workspaceId, campaignId }: CampaignRef,
  contentHash: string,
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from audit_log where workspace_id = ${workspaceId} and campaign_id = ${campaignId}
      and action = 'campaign.tested' and detail ->> 'content_hash' = ${contentHash}) as found`.execute(db);
  return rows[0]?.found === true;
}

/** A query that took longer than it may. */
const QUERY_CANCELED = "57014";
const FOUND_WITHIN_MS = 2_000;

/**
 * Somebody who has an attribute is found at once, whoever's users lie before theirs in the table; that nobody has it takes a look
 * at all of the workspace's: not longer than this, then it is left open.
 */
export async function attributesNobodyHas(
  store: Store,
  workspaceId: WorkspaceId,
  names: readonly string[],
  withinMs = FOUND_WITHIN_MS,
): Promise<string[]> {
  try {
    const ask = async (client: PoolClient): Promise<string[]> => {
      const { rows } = await client.query<{ name: string }>(NOBODY_HAS, [workspaceId, names]);
      return rows.map(({ name }) => name);
    };
    return await inTransaction(store.pool, ask, `set local statement_timeout = ${withinMs}; ${ONE_BY_ONE}`);
  } catch (error) {
    if (Reflect.get(Object(error), "code") === QUERY_CANCELED) return [];
    throw error;
  }
}

/** Along the workspace's own index: a scan of the table would begin with the users of others. */
const ONE_BY_ONE =
  "set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off";

const NOBODY_HAS = `
  select name from unnest($2::text[]) as wanted (name)
  where exists (select from users where workspace_id = $1)
    and (select true from users where workspace_id = $1 and attributes ? name order by user_id limit 1) is null`;
