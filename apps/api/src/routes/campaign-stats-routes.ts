// Figures of several campaigns at once, in the shape of the product's stats API.
import { type CampaignId, CampaignStatsAnswer, CampaignStatsRequest, CampaignStatus } from "@sluice/schema";
import type { PlatformStats, RunStats, WorkspaceId } from "@sluice/schema";
import type { Api } from "../api.ts";
import { callerOf } from "../authenticate.ts";
import type { ApiPorts } from "../ports.ts";
import { campaignStats } from "../search/campaign-stats.ts";

const DAY_MS = 86_400_000;

export function campaignStatsRoutes(app: Api, ports: ApiPorts): void {
  app.post(
    "/core-services/v1/campaign-stats",
    {
      config: { scope: "view", keepsNoAnswer: true },
      schema: {
        summary: "What became of several campaigns, in the shape of the product's stats API",
        body: CampaignStatsRequest,
        response: { 200: CampaignStatsAnswer },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request);
      const { offset, limit } = request.body;
      const found = await findCampaigns(ports, workspaceId, request.body.campaign_ids);
      const page = found.slice(offset, offset + limit);
      const runs = await runsOf(ports, workspaceId, { ...request.body, ids: page.map(({ id }) => id) });
      const data = page.map(({ id, channel }): [CampaignId, PlatformStats[]] => [
        id,
        [campaignStats(channel, runs.get(id) ?? [])],
      ]);
      return {
        response_id: request.id,
        total_campaigns: found.length,
        current_page: Math.floor(offset / limit) + 1,
        total_pages: Math.ceil(found.length / limit),
        data: Object.fromEntries(data),
      };
    },
  );
}

/** Those that are there, in the order in which they were asked for. */
async function findCampaigns(
  { search, campaigns }: ApiPorts,
  workspaceId: WorkspaceId,
  ids: readonly string[],
) {
  const now = new Date(campaigns.nowMs());
  const statuses = CampaignStatus.options;
  const wanted = { workspaceId, ids, statuses, includesArchived: true, now, limit: ids.length, page: 1 };
  const found = await search.find(wanted);
  return [...new Set(ids)].flatMap((id) =>
    found.flatMap(({ campaign }) => (campaign.id === id ? [campaign] : [])),
  );
}

async function runsOf(
  { runStatsWithin }: ApiPorts,
  workspaceId: WorkspaceId,
  { ids, start_date, end_date }: CampaignStatsRequest & { ids: readonly CampaignId[] },
): Promise<Map<CampaignId, RunStats[]>> {
  if (ids.length === 0) return new Map();
  const from = new Date(start_date);
  const before = new Date(Date.parse(end_date) + DAY_MS);
  const stats = await runStatsWithin({ workspaceId, campaignIds: ids, from, before });
  return Map.groupBy(stats, ({ campaign_id }) => campaign_id);
}
