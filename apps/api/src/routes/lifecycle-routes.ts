// Review and publication: each route is one action on one campaign.
import { z } from "zod";
import {
  approveCampaign,
  archiveCampaign,
  pauseCampaign,
  publishCampaign,
  progressOf,
  rejectCampaign,
  requestChanges,
  resumeCampaign,
  type ReviewPorts,
  stopCampaign,
  submitCampaign,
  unarchiveCampaign,
} from "@sluice/campaigns";
import {
  Campaign,
  CampaignId,
  CampaignStatus,
  ContentHash,
  RequestId,
  RunId,
  StatusAction,
} from "@sluice/schema";
import type { FastifyRequest } from "fastify";
import type { Api } from "../api.ts";
import { actorOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import { portsForChange } from "../idempotency/keep-with-change.ts";
import type { ApiPorts } from "../ports.ts";
import { CampaignParams, campaignRef } from "./campaign-routes.ts";

const Comment = z.string().max(2_000);
const SeenContentHash = ContentHash.optional().describe(
  "`content_hash` of what the reviewer was shown: if an edit came between, the decision is refused.",
);
const Approve = z.strictObject({ comment: Comment.optional(), content_hash: SeenContentHash }).nullish();
const SayWhy = z.strictObject({
  comment: Comment.min(1, "say what to change"),
  content_hash: SeenContentHash,
});
const NoBody = z.strictObject({ request_id: RequestId.optional() }).nullish();
const ChangeStatus = z.strictObject({
  action: StatusAction,
  request_id: RequestId.optional(),
});
const StatusChanged = z.object({
  id: CampaignId,
  action: StatusAction,
  status: CampaignStatus,
  run_id: RunId.nullable(),
});

const ACTIONS = {
  PUBLISH: publishCampaign,
  PAUSE: pauseCampaign,
  RESUME: resumeCampaign,
  STOP: stopCampaign,
} as const;

/** While others have to approve as well, how far it is. */
const Approved = enveloped("campaign", Campaign).extend({
  message: z.string().describe("Approvals so far, of how many: `1 of 2`."),
});

const answer = { response: { 200: enveloped("campaign", Campaign) } };

export function lifecycleRoutes(app: Api, ports: ApiPorts): void {
  app.post(
    "/v5/campaigns/:id/submit",
    {
      config: { scope: "create_manage" },
      schema: { summary: "Submit a complete draft for review", params: CampaignParams, ...answer },
    },
    async (request) => {
      const target = { ...campaignRef(request), actor: actorOf(request) };
      return shownAfter(request, ports, (campaigns) => submitCampaign(campaigns, target));
    },
  );

  app.post(
    "/v5/campaigns/:id/approve",
    {
      config: { scope: "approve" },
      schema: {
        summary: "Approve what another person wrote and submitted",
        params: CampaignParams,
        body: Approve,
        response: { 200: Approved },
      },
    },
    async (request) => {
      const { comment, content_hash: seenContentHash } = request.body ?? {};
      const review = { ...campaignRef(request), actor: actorOf(request), comment, seenContentHash };
      const shown = (campaign: Campaign) => ({
        ...envelope(request, "campaign", campaign),
        message: campaign.review === null ? "1 of 1" : progressOf(campaign.review),
      });
      return shown(await approveCampaign(portsForChange(request, ports, shown), review));
    },
  );

  app.post(
    "/v5/campaigns/:id/reject",
    {
      config: { scope: "approve" },
      schema: { summary: "Reject, and say what to change", params: CampaignParams, body: SayWhy, ...answer },
    },
    async (request) => {
      const { comment, content_hash: seenContentHash } = request.body;
      const review = { ...campaignRef(request), actor: actorOf(request), comment, seenContentHash };
      return shownAfter(request, ports, (campaigns) => rejectCampaign(campaigns, review));
    },
  );

  app.post(
    "/v5/campaigns/:id/request-changes",
    {
      config: { scope: "approve" },
      schema: {
        summary: "Send it back to its author as a draft, and say what to change",
        params: CampaignParams,
        body: SayWhy,
        ...answer,
      },
    },
    async (request) => {
      const { comment, content_hash: seenContentHash } = request.body;
      const review = { ...campaignRef(request), actor: actorOf(request), comment, seenContentHash };
      return shownAfter(request, ports, (campaigns) => requestChanges(campaigns, review));
    },
  );

  app.post(
    "/v5/campaigns/:id/archive",
    {
      config: { scope: "create_manage" },
      schema: {
        summary: "Put a campaign out of sight that is not live",
        params: CampaignParams,
        body: NoBody,
        ...answer,
      },
    },
    async (request) => {
      const target = { ...campaignRef(request), actor: actorOf(request) };
      return shownAfter(request, ports, (campaigns) => archiveCampaign(campaigns, target));
    },
  );

  app.post(
    "/v5/campaigns/:id/unarchive",
    {
      config: { scope: "create_manage" },
      schema: {
        summary: "Take a campaign out of the archive, with the status that it had",
        params: CampaignParams,
        body: NoBody,
        ...answer,
      },
    },
    async (request) => {
      const target = { ...campaignRef(request), actor: actorOf(request) };
      return shownAfter(request, ports, (campaigns) => unarchiveCampaign(campaigns, target));
    },
  );

  app.patch(
    "/v5/campaigns/:id/status",
    {
      config: { scope: "publish" },
      schema: {
        summary: "Publish an approved campaign; pause, resume or stop a published one",
        params: CampaignParams,
        body: ChangeStatus,
        response: { 200: enveloped("campaign", StatusChanged) },
      },
    },
    async (request) => {
      const { action } = request.body;
      const target = { ...campaignRef(request), actor: actorOf(request) };
      const changed = ({ id, status, run_id }: Campaign) =>
        envelope(request, "campaign", { id, action, status, run_id });
      return changed(await ACTIONS[action](portsForChange(request, ports, changed), target));
    },
  );
}

async function shownAfter(
  request: FastifyRequest,
  ports: ApiPorts,
  act: (campaigns: ReviewPorts) => Promise<Campaign>,
) {
  const shown = (campaign: Campaign) => envelope(request, "campaign", campaign);
  return shown(await act(portsForChange(request, ports, shown)));
}
