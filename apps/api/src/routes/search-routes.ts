// Campaigns that fit a description: whole, or in short.
import { z } from "zod";
import { currentCampaign, type StoredCampaign } from "@sluice/campaigns";
import { Campaign, CampaignMeta, CampaignSearch } from "@sluice/schema";
import type { FastifyRequest } from "fastify";
import type { Api } from "../api.ts";
import { callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { campaignFilter } from "../search/campaign-filter.ts";
import { campaignMeta } from "../search/campaign-meta.ts";
import { ReachabilityDesk } from "../search/reachability-desk.ts";

const Found = z.object({ campaigns: z.array(Campaign) });
const FoundMeta = z.object({ campaigns: z.array(CampaignMeta) });

export function searchRoutes(app: Api, { campaigns, search }: ApiPorts): void {
  const nowMs = (): number => campaigns.nowMs();
  const reachability = new ReachabilityDesk(search.reachability, nowMs);
  const find = (request: FastifyRequest & { body: CampaignSearch }): Promise<StoredCampaign[]> =>
    search.find(campaignFilter(callerOf(request).workspaceId, request.body, nowMs()));

  app.post(
    "/v5/campaigns/search",
    {
      config: { scope: "view" },
      schema: {
        summary: "Find campaigns, newest first; answered whole",
        body: CampaignSearch,
        response: { 200: enveloped("campaign", Found) },
      },
    },
    async (request) => {
      const found = await find(request);
      const shown = found.map((stored) => currentCampaign(stored, nowMs()));
      return envelope(request, "campaign", { campaigns: shown });
    },
  );

  app.post(
    "/v5/campaigns/meta",
    {
      config: { scope: "view" },
      schema: {
        summary: "Find campaigns, newest first; answered in short",
        body: CampaignSearch,
        response: { 200: enveloped("campaign", FoundMeta) },
      },
    },
    async (request) => {
      const found = (await find(request)).map((stored) => ({
        run: stored.run,
        campaign: currentCampaign(stored, nowMs()),
      }));
      const reached = await reachability.of(found.map(({ campaign }) => campaign));
      const rows = found.map(({ campaign, run }) => campaignMeta(campaign, run, reached.get(campaign.id)));
      return envelope(request, "campaign", { campaigns: rows });
    },
  );
}
