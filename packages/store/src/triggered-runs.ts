// The run behind an API-triggered campaign, as those who accept sends for it need it.
import type { CampaignId, RunId, RunStatus, WorkspaceId } from "@sluice/schema";
import { RECIPIENT_ENDS } from "@sluice/schema";
import type { Store } from "./connect.ts";

export interface TriggeredRun {
  runId: RunId;
  status: RunStatus;
  approvalId: string;
  contentHash: string;
  /** Names of the values in a row, after the recipient key. */
  attributes: string[];
  eventAttributes: string[];
  /** Sends that were accepted and have no end yet, as far as the ledger is projected. */
  openSends: number;
}

const SUM_OF_ENDS = RECIPIENT_ENDS.map((end) => `t.${end}`).join(" + ");

/** @returns null when the workspace has no such campaign, or it has no triggered run. */
export async function triggeredRun(
  store: Store,
  workspaceId: WorkspaceId,
  campaignId: CampaignId,
): Promise<TriggeredRun | null> {
  const { rows } = await store.pool.query<TriggeredRun>(
    `select r.run_id as "runId", r.status, r.approval_id as "approvalId", r.content_hash as "contentHash",
       r.row_attributes as attributes, r.row_event_attributes as "eventAttributes",
       r.recipients - (${SUM_OF_ENDS}) as "openSends"
     from campaigns c join runs r on r.run_id = c.run_id join run_totals t on t.run_id = r.run_id
     where c.workspace_id = $1 and c.campaign_id = $2 and r.workspace_id = $1 and r.is_triggered`,
    [workspaceId, campaignId],
  );
  return rows[0] ?? null;
}

/** Of each user that the workspace knows, the values as JSON text, joined by commas: copied into rows, never parsed. */
export async function attributeValues(
  store: Store,
  workspaceId: WorkspaceId,
  userIds: readonly string[],
  attributes: readonly string[],
): Promise<Map<string, string>> {
  const columns = attributes.map((_, i) => `attributes -> $${i + 3}::text`).join(", ");
  const { rows } = await store.pool.query<{ user_id: string; row: string }>({
    name: `attribute-values-${attributes.length}`,
    text: `select user_id, jsonb_build_array(${columns})::text as row from users
      where workspace_id = $1 and user_id = any($2::text[])`,
    values: [workspaceId, userIds, ...attributes],
  });
  return new Map(rows.map(({ user_id, row }) => [user_id, row.slice(1, -1)]));
}
