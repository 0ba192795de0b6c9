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
  if (limit !== null) draw.limit_share = limitShare(limit, await countByBucket(client, planWith(draw)));
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

/** Of the 2^32 places of a draw: so few that they can be counted one by one, so many that one holds next to nobody. */
const BUCKETS = 65_536;

interface BucketCount {
  bucket: number;
  users: number;
}

/** Reads the whole audience once: about a second for each million users. */
async function countByBucket(client: PoolClient, plan: CutPlan): Promise<BucketCount[]> {
  const { included, exclusions } = plan.audience(1);
  const isLeft = exclusions.map(({ condition }) => `and not ${condition.text}`).join(" ");
  const values = [...included.values, ...exclusions.flatMap(({ condition }) => condition.values)];
  const hash = plan.drawHash(values.length + 1);
  const { rows } = await client.query<BucketCount>(
    `select (${hash.text} * ${BUCKETS} >> 32)::integer as bucket, count(*) as users
     from users where ${included.text} ${isLeft} group by 1 order by 1`,
    [...values, ...hash.values],
  );
  return rows;
}

/**
 * The smallest share that holds so many: whoever stands first in the draw, wherever they stand in the table. What the last
 * bucket has beyond the limit is left out at the end of the cut.
 */
export function limitShare(limit: number, buckets: readonly BucketCount[]): number {
  let held = 0;
  for (const { bucket, users } of buckets) {
    held += users;
    if (held >= limit) return (bucket + 1) / BUCKETS;
  }
  return 1;
}
