// Review and publication: each route is one action on one campaign.
import { z } from "zod";
import {
  approveCampaign,
  archiveCampaign,
  pauseCampaign,
  publishCampaign,
  rejectCampaign,
  resumeCampaign,
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
import type { Api } from "../api.ts";
import { actorOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { CampaignParams, campaignRef } from "./campaign-routes.ts";

const Comment = z.string().max(2_000);
const SeenContentHash = ContentHash.optional().describe(
  "`content_hash` of what the reviewer was shown: if an edit came between, the decision is refused.",
);
const Approve = z.strictObject({ comment: Comment.optional(), content_hash: SeenContentHash }).nullish();
const Reject = z.strictObject({
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

const answer = { response: { 200: enveloped("campaign", Campaign) } };

export function lifecycleRoutes(app: Api, { campaigns }: ApiPorts): void {
  app.post(
    "/v5/campaigns/:id/submit",
    {
      config: { scope: "create_manage" },
      schema: { summary: "Submit a complete draft for review", params: CampaignParams, ...answer },
    },
    async (request) => {
      const target = { ...campaignRef(request), actor: actorOf(request) };
      return envelope(request, "campaign", await submitCampaign(campaigns, target));
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
        ...answer,
      },
    },
    async (request) => {
      const { comment, content_hash: seenContentHash } = request.body ?? {};
      const review = { ...campaignRef(request), actor: actorOf(request), comment, seenContentHash };
      return envelope(request, "campaign", await approveCampaign(campaigns, review));
    },
  );

  app.post(
    "/v5/campaigns/:id/reject",
    {
      config: { scope: "approve" },
      schema: { summary: "Reject, and say what to change", params: CampaignParams, body: Reject, ...answer },
    },
    async (request) => {
      const { comment, content_hash: seenContentHash } = request.body;
      const review = { ...campaignRef(request), actor: actorOf(request), comment, seenContentHash };
      return envelope(request, "campaign", await rejectCampaign(campaigns, review));
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
      return envelope(request, "campaign", await archiveCampaign(campaigns, target));
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
      return envelope(request, "campaign", await unarchiveCampaign(campaigns, target));
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
      const { id, status, run_id } = await ACTIONS[action](campaigns, target);
      return envelope(request, "campaign", { id, action, status, run_id });
    },
  );
}
