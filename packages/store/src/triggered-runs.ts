// The run behind an API-triggered campaign, as those who accept sends for it need it.
import {
  type CampaignDefinition,
  type CampaignId,
  type ControlGroupDetails,
  type FrequencyCapping,
  RECIPIENT_ENDS,
  type RunId,
  type RunStatus,
  type WorkspaceId,
} from "@sluice/schema";
import type { Store } from "./connect.ts";
import { cappingOf, type RunCapping } from "./frequency-caps.ts";
import { CONTROL_GROUP_ID } from "./segment-members.ts";

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
  controlGroups: TriggeredControlGroups | null;
  /** null: the run has nothing to do with frequency caps. */
  capping: RunCapping | null;
}

/** Shares in percent. */
export interface TriggeredControlGroups {
  /** Of the campaign; 0: it has none. */
  campaignPercentage: number;
  /** Of the workspace, as it is now; null: the campaign sends to everybody in it. */
  ofWorkspace: { percentage: number; listVersion: number } | null;
}

const SUM_OF_ENDS = RECIPIENT_ENDS.map((end) => `t.${end}`).join(" + ");

/** @returns null when the workspace has no such campaign, or it has no triggered run. */
export async function triggeredRun(
  store: Store,
  workspaceId: WorkspaceId,
  campaignId: CampaignId,
): Promise<TriggeredRun | null> {
  const { rows } = await store.pool.query<TriggeredRunRow>(
    `select r.run_id as "runId", r.status, r.approval_id as "approvalId", r.content_hash as "contentHash",
       r.row_attributes as attributes, r.row_event_attributes as "eventAttributes",
       r.recipients - (${SUM_OF_ENDS}) as "openSends", r.definition -> 'control_group_details' as groups,
       w.settings -> 'frequency_capping' as rules, case when w.settings ? 'frequency_capping' then r.definition end as definition,
       coalesce((w.settings ->> 'control_group_percentage')::float8, 0) as percentage,
       coalesce((select version from segments s where s.workspace_id = $1 and s.segment_id = $3), 0) as "listVersion"
     from campaigns c join runs r on r.run_id = c.run_id join run_totals t on t.run_id = r.run_id
       join workspaces w on w.workspace_id = c.workspace_id
     where c.workspace_id = $1 and c.campaign_id = $2 and r.workspace_id = $1 and r.is_triggered`,
    [workspaceId, campaignId, CONTROL_GROUP_ID],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { groups, percentage, listVersion, rules, definition, ...run } = row;
  return {
    ...run,
    controlGroups: controlGroupsOf(groups, { percentage, listVersion }),
    capping: definition === null ? null : cappingOf(definition, rules),
  };
}

interface TriggeredRunRow extends Omit<TriggeredRun, "controlGroups" | "capping"> {
  rules: FrequencyCapping | null;
  definition: CampaignDefinition | null;
  groups: ControlGroupDetails | null;
  percentage: number;
  listVersion: number;
}

function controlGroupsOf(
  groups: ControlGroupDetails | null,
  ofWorkspace: NonNullable<TriggeredControlGroups["ofWorkspace"]>,
): TriggeredControlGroups | null {
  const isDrawn = groups?.is_campaign_control_group_enabled === true;
  const campaignPercentage = isDrawn ? (groups.campaign_control_group_percentage ?? 0) : 0;
  const isHoldingOut = groups?.is_global_control_group_enabled === true;
  if (campaignPercentage === 0 && !isHoldingOut) return null;
  return { campaignPercentage, ofWorkspace: isHoldingOut ? ofWorkspace : null };
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
