// Limits on requests a minute: of the workspace, of its origins, and of a run while it is sent.
import { z } from "zod";
import {
  changeRunLimit,
  removeOriginCap,
  setOriginCap,
  setWorkspaceCap,
  type WorkspaceLimits,
  workspaceLimits,
} from "@sluice/campaigns";
import {
  type Campaign,
  CampaignStatus,
  CampaignId,
  MAX_CAMPAIGN_REQUESTS_PER_MINUTE,
  MAX_CAP_REQUESTS_PER_MINUTE,
} from "@sluice/schema";
import type { FastifyRequest } from "fastify";
import type { Api } from "../api.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import { portsForChange } from "../idempotency/keep-with-change.ts";
import type { ApiPorts } from "../ports.ts";
import { CampaignParams, campaignRef } from "./campaign-routes.ts";

const Cap = z.int().min(1).max(MAX_CAP_REQUESTS_PER_MINUTE);
const Origin = z.string().min(1).max(2_048).describe("Scheme, host and port: https://api.example.com");
const OriginCap = z.object({ origin: Origin, requests_per_minute: Cap });
const WorkspaceCap = z.strictObject({
  requests_per_minute: Cap.describe("Over all runs of the workspace together. New workspaces have 200,000."),
});
const Limits = z.object({ requests_per_minute: Cap, origins: z.array(OriginCap) });
const RunLimit = z.strictObject({
  campaign_throttle_rpm: z.int().min(1).max(MAX_CAMPAIGN_REQUESTS_PER_MINUTE),
});
const LimitChanged = z.object({
  id: CampaignId,
  status: CampaignStatus,
  campaign_throttle_rpm: z.int(),
});

export function limitRoutes(app: Api, ports: ApiPorts): void {
  const { campaigns } = ports;
  const limitsOf = async (request: FastifyRequest) =>
    shown(await workspaceLimits(campaigns, callerOf(request).workspaceId));

  app.get(
    "/v5/workspace/limits",
    {
      config: { scope: "view" },
      schema: {
        summary: "The workspace's cap, and the caps of its origins",
        response: { 200: enveloped("limits", Limits) },
      },
    },
    async (request) => envelope(request, "limits", await limitsOf(request)),
  );

  app.put(
    "/v5/workspace/limits",
    {
      config: { scope: "admin" },
      schema: {
        summary: "Set the workspace's cap; it holds within two seconds",
        body: WorkspaceCap,
        response: { 200: enveloped("limits", Limits) },
      },
    },
    async (request) => {
      await setWorkspaceCap(campaigns, {
        ...targetOf(request),
        requestsPerMinute: request.body.requests_per_minute,
      });
      return envelope(request, "limits", await limitsOf(request));
    },
  );

  app.get(
    "/v5/workspace/origin-limits",
    {
      config: { scope: "view" },
      schema: {
        summary: "The caps of origins",
        response: { 200: enveloped("origin_limits", z.array(OriginCap)) },
      },
    },
    async (request) => envelope(request, "origin_limits", (await limitsOf(request)).origins),
  );

  app.put(
    "/v5/workspace/origin-limits",
    {
      config: { scope: "admin" },
      schema: {
        summary: "Set the cap of an origin over all runs that send there; it holds within two seconds",
        body: z.strictObject(OriginCap.shape),
        response: { 200: enveloped("origin_limit", OriginCap) },
      },
    },
    async (request) => {
      const { origin, requests_per_minute: requestsPerMinute } = request.body;
      const cap = await setOriginCap(campaigns, { ...targetOf(request), origin, requestsPerMinute });
      return envelope(request, "origin_limit", shownOrigin(cap));
    },
  );

  app.delete(
    "/v5/workspace/origin-limits",
    {
      config: { scope: "admin" },
      schema: {
        summary: "Remove the cap of an origin",
        querystring: z.object({ origin: Origin }),
        response: { 200: enveloped("origin_limit", z.object({ origin: Origin, removed: z.literal(true) })) },
      },
    },
    async (request) => {
      const { origin } = request.query;
      await removeOriginCap(campaigns, { ...targetOf(request), origin });
      return envelope(request, "origin_limit", { origin, removed: true as const });
    },
  );

  app.put(
    "/v5/campaigns/:id/limit",
    {
      // What more it takes depends on the limit that was approved: the action decides.
      config: { scope: "view" },
      schema: {
        summary: "Change the request limit of a campaign that is being sent; it holds within two seconds",
        params: CampaignParams,
        body: RunLimit,
        response: { 200: enveloped("campaign", LimitChanged) },
      },
    },
    async (request) => {
      const { campaign_throttle_rpm } = request.body;
      const { scopes } = callerOf(request);
      const changed = ({ id, status }: Campaign) =>
        envelope(request, "campaign", { id, status, campaign_throttle_rpm });
      const campaign = await changeRunLimit(portsForChange(request, ports, changed), {
        ...campaignRef(request),
        actor: actorOf(request),
        requestsPerMinute: campaign_throttle_rpm,
        mayPublish: scopes.includes("publish"),
        mayApprove: scopes.includes("approve"),
      });
      return changed(campaign);
    },
  );
}

const targetOf = (request: FastifyRequest) => ({
  workspaceId: callerOf(request).workspaceId,
  actor: actorOf(request),
});

const shownOrigin = ({ origin, requestsPerMinute }: WorkspaceLimits["origins"][number]) => ({
  origin,
  requests_per_minute: requestsPerMinute,
});

const shown = ({ requestsPerMinute, origins }: WorkspaceLimits) => ({
  requests_per_minute: requestsPerMinute,
  origins: origins.map(shownOrigin),
});
