// Campaigns: write, read, list, validate.
import { z } from "zod";
import {
  createCampaign,
  currentCampaign,
  editCampaign,
  getCampaign,
  validateCampaign,
  type Verdict,
} from "@sluice/campaigns";
import { Campaign, CampaignCreate, CampaignId, CampaignStatus } from "@sluice/schema";
import type { FastifyRequest } from "fastify";
import type { Api } from "../api.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import { portsForChange, portsForCreate } from "../idempotency/keep-with-change.ts";
import type { ApiPorts } from "../ports.ts";
import { readOlderForms } from "../read-older-forms.ts";
import { requestIdOf } from "../request-id.ts";

export const CampaignParams = z.object({ id: CampaignId });

const CampaignQuery = z.object({
  after: CampaignId.optional().describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const CampaignList = z.object({ campaigns: z.array(Campaign), next: CampaignId.nullable() });
const Problems = z.array(z.object({ field: z.string(), issue: z.string() }));
export const Validation = z.object({
  valid: z.boolean().describe("Of the campaign's content."),
  errors: Problems,
  cannot_be_sent_yet: Problems.describe(
    "What is right, and this version does not send: submit and publish refuse it.",
  ),
});
/** What of it is read here; the description has all of it (openapi/patch-body.ts). */
const CampaignPatch = z.looseObject({
  updated_by: z.email().optional(),
  version_note: z.string().trim().max(500).optional(),
});
const Created = z.object({ id: CampaignId, status: CampaignStatus });

export function campaignRoutes(app: Api, ports: ApiPorts): void {
  const { campaigns, listCampaigns } = ports;
  app.post(
    "/v5/campaigns",
    {
      config: { scope: "create_manage", isFrequent: true },
      preValidation: readOlderForms,
      schema: {
        summary: "Create a draft; components may be missing",
        body: CampaignCreate,
        response: { 201: enveloped("campaign", Created) },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const { workspaceId } = callerOf(request);
      const create = {
        workspaceId,
        actor: actorOf(request),
        claimedBy: body.created_by,
        updatedBy: body.updated_by,
        versionNote: body.version_note,
        definition: body,
        requestId: requestIdOf(request),
      };
      const created = ({ id }: { id: CampaignId }) =>
        envelope(request, "campaign", { id, status: "DRAFT" as const });
      const campaign = await createCampaign(portsForCreate(request, ports, created), create);
      return reply.status(201).send(created(campaign));
    },
  );

  app.get(
    "/v5/campaigns",
    {
      config: { scope: "view" },
      schema: {
        summary: "List campaigns, newest first",
        querystring: CampaignQuery,
        response: { 200: enveloped("campaigns", CampaignList) },
      },
    },
    async (request) => {
      const { after, limit } = request.query;
      const { workspaceId } = callerOf(request);
      const found = await listCampaigns({ workspaceId, after, limit: limit + 1 });
      const page = found.slice(0, limit).map((stored) => currentCampaign(stored, campaigns.nowMs()));
      const next = found.length > limit ? (page.at(-1)?.id ?? null) : null;
      return envelope(request, "campaigns", { campaigns: page, next });
    },
  );

  app.get(
    "/v5/campaigns/:id",
    {
      config: { scope: "view", isFrequent: true },
      schema: {
        summary: "Read a campaign",
        params: CampaignParams,
        response: { 200: enveloped("campaign", Campaign) },
      },
    },
    async (request) =>
      envelope(request, "campaign", await getCampaign(ports.frequentCampaigns, campaignRef(request))),
  );

  app.patch(
    "/v5/campaigns/:id",
    {
      config: { scope: "create_manage" },
      schema: {
        summary:
          "Edit a campaign: makes a version to be approved; what waits for its start is taken back, what is live goes on",
        params: CampaignParams,
        // Judged when it is merged into the stored campaign, whose channel says what a patch may hold.
        body: CampaignPatch,
        response: { 200: enveloped("campaign", Campaign) },
      },
    },
    async (request) => {
      const { body } = request;
      const who = { actor: actorOf(request), claimedBy: body.updated_by, versionNote: body.version_note };
      const target = { ...campaignRef(request), ...who, patch: body };
      const edited = (campaign: Campaign) => envelope(request, "campaign", campaign);
      return edited(await editCampaign(portsForChange(request, ports, edited), target));
    },
  );

  app.post(
    "/v5/campaigns/:id/validate",
    {
      config: { scope: "view", keepsNoAnswer: true },
      schema: {
        summary: "Everything that stands between the campaign and publication",
        params: CampaignParams,
        response: { 200: enveloped("campaign", Validation) },
      },
    },
    async (request) => {
      const verdict = await validateCampaign(ports.frequentCampaigns, campaignRef(request));
      return envelope(request, "campaign", shownVerdict(verdict));
    },
  );
}

export const shownVerdict = ({ errors, cannotBeSentYet }: Verdict): z.infer<typeof Validation> => ({
  valid: errors.length === 0,
  errors,
  cannot_be_sent_yet: cannotBeSentYet,
});

export const campaignRef = (request: FastifyRequest & { params: { id: string } }) => ({
  workspaceId: callerOf(request).workspaceId,
  campaignId: request.params.id,
});
