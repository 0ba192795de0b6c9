// What is decided about a run once, when its cut begins, and then holds for every page: who is held out, and the share of the
// audience that an audience limit takes.
import type { CampaignDefinition, RunId, WorkspaceId } from "@sluice/schema";
import type { PoolClient } from "pg";
import type { CutPlan } from "./audience-cut-statements.ts";
import type { RunDraw } from "./json-shapes.ts";
import { CONTROL_GROUP_ID } from "./segment-members.ts";

interface RunToDraw {
  runId: RunId;
  workspaceId: WorkspaceId;
  definition: CampaignDefinition;
}

export const audienceLimitOf = ({ campaign_audience_limit: limit }: CampaignDefinition): number | null =>
  limit?.is_campaign_audience_limit_enabled === true ? (limit.limit ?? null) : null;

/** Nothing to decide: the cut costs what it costs without these features. */
export const isDrawNeeded = (definition: CampaignDefinition): boolean =>
  definition.control_group_details?.is_global_control_group_enabled === true ||
  audienceLimitOf(definition) !== null;

/** @param planWith how the run is cut, given what has been decided so far */
export async function drawRun(
  client: PoolClient,
  run: RunToDraw,
  planWith: (draw: RunDraw) => CutPlan,
): Promise<RunDraw> {
  const isHoldingOut = run.definition.control_group_details?.is_global_control_group_enabled === true;
  const draw: RunDraw = {
    control_group: isHoldingOut ? await controlGroup(client, run.workspaceId) : null,
    limit_share: null,
  };
  const limit = audienceLimitOf(run.definition);
  if (limit !== null) draw.limit_share = limitShare(limit, await countEligible(client, planWith(draw)));
  await client.query("update runs set draw = $2 where run_id = $1", [run.runId, JSON.stringify(draw)]);
  return draw;
}

async function controlGroup(
  client: PoolClient,
  workspaceId: WorkspaceId,
): Promise<NonNullable<RunDraw["control_group"]>> {
  const { rows } = await client.query<{ percentage: number; version: number }>(
    `select coalesce((w.settings ->> 'control_group_percentage')::float8, 0) as percentage,
       coalesce((select version from segments s where s.workspace_id = $1 and s.segment_id = $2), 0) as version
     from workspaces w where w.workspace_id = $1`,
    [workspaceId, CONTROL_GROUP_ID],
  );
  return rows[0] ?? { percentage: 0, version: 0 };
}

/** Reads the whole audience once: about a second for each million users. */
async function countEligible(client: PoolClient, plan: CutPlan): Promise<number> {
  const { included, exclusions } = plan.audience(1);
  const isLeft = exclusions.map(({ condition }) => `and not ${condition.text}`).join(" ");
  const { rows } = await client.query<{ count: number }>(
    `select count(*) as count from users where ${included.text} ${isLeft}`,
    [...included.values, ...exclusions.flatMap(({ condition }) => condition.values)],
  );
  return rows[0]?.count ?? 0;
}

/**
 * A little more than the limit's share, so that chance does not leave the limit unused: five standard deviations. Who is
 * drawn beyond the limit is left out at the end of the cut.
 */
export function limitShare(limit: number, eligible: number): number {
  if (eligible <= limit) return 1;
  return Math.min(1, (limit + 5 * Math.sqrt(limit) + 5) / eligible);
}
