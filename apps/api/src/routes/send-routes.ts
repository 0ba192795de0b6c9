// One send of an API-triggered campaign. HOT: 3,334 times a second at 200,000 a minute.
import { z } from "zod";
import { getCampaign } from "@sluice/campaigns";
import { CampaignId, MAX_PERSONALIZED_BYTES, SendId, TriggeredSend } from "@sluice/schema";
import type { FastifyRequest } from "fastify";
import { Counter, Gauge } from "prom-client";
import type { Api } from "../api.ts";
import { ApiError } from "../api-error.ts";
import { callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { HeldOutReason } from "../sends/held-out.ts";
import { SendDesk } from "../sends/send-desk.ts";
import type { MadeSend } from "../sends/pending-send.ts";
import { CampaignParams, campaignRef } from "./campaign-routes.ts";

const Accepted = z.object({
  campaign_id: CampaignId,
  recipient_count: z.union([z.literal(1), z.literal(0)]).describe("0: nothing is sent; `excluded` says why."),
  send_id: SendId.describe("Names the send; a repeated call is answered with that of the first."),
  excluded: HeldOutReason.optional().describe(
    "The control group or the frequency cap that holds the user out; counted in the run's figures under the same name.",
  ),
});

const EXAMPLE = {
  recipients: ["u-42"],
  personalized_attributes: { code: "471100", minutes: 10 },
  request_id: "order-1234-code",
};

/** Values, a user id, a request id, and JSON's own marks. */
const MAX_BODY_BYTES = 2 * MAX_PERSONALIZED_BYTES;
const REQUEST_ID_HEADER = "idempotency-key";
const MAX_REQUEST_ID_LENGTH = 256;

export function sendRoutes(app: Api, { campaigns, sends, registry }: ApiPorts): void {
  const desk = new SendDesk(sends);
  const accepted = new Counter({
    name: "sluice_api_sends_accepted_total",
    help: "Triggered sends that were answered 202.",
    registers: [registry],
  });
  const waiting = new Gauge({
    name: "sluice_api_sends_waiting",
    help: "Triggered sends that wait to be stored.",
    registers: [],
    collect() {
      this.set(desk.waitingCount);
    },
  });
  registry.registerMetric(waiting);
  app.addHook("onClose", () => desk.close());

  app.post(
    "/v5/campaigns/:id/send",
    {
      config: { scope: "send", isFrequent: true, keepsNoAnswer: true },
      bodyLimit: MAX_BODY_BYTES,
      schema: {
        summary: "Send to one user now, with values of its own; the campaign is API-triggered and published",
        params: CampaignParams,
        body: TriggeredSend.meta({ examples: [EXAMPLE] }),
        response: { 202: enveloped("campaign", Accepted) },
      },
    },
    async (request, reply) => {
      const { workspaceId, campaignId } = campaignRef(request);
      const call = { workspaceId, campaignId, send: request.body, requestId: requestIdOf(request) };
      try {
        const made = await desk.accept(call);
        accepted.inc();
        const data = shown(campaignId, made);
        return await reply.status(202).send(envelope(request, "campaign", data));
      } catch (error) {
        // A campaign that is not there is told apart from one that takes no sends.
        if (error instanceof ApiError && error.code === "CAMPAIGN_NOT_TRIGGERABLE")
          await getCampaign(campaigns, { workspaceId: callerOf(request).workspaceId, campaignId });
        throw error;
      }
    },
  );
}

const shown = (campaignId: CampaignId, { sendId, heldOutBy }: MadeSend): z.infer<typeof Accepted> => ({
  campaign_id: campaignId,
  recipient_count: heldOutBy === null ? 1 : 0,
  send_id: sendId,
  ...(heldOutBy !== null && { excluded: heldOutBy }),
});

/** The header and the field mean the same; a call that gives both must mean one thing. */
function requestIdOf(request: FastifyRequest & { body: TriggeredSend }): string | undefined {
  const header = request.headers[REQUEST_ID_HEADER];
  const { request_id: field } = request.body;
  if (header === undefined) return field;
  if (typeof header !== "string" || header === "" || header.length > MAX_REQUEST_ID_LENGTH)
    throw new ApiError(400, `Idempotency-Key has 1 to ${MAX_REQUEST_ID_LENGTH} characters.`);
  if (field !== undefined && field !== header)
    throw new ApiError(400, "Idempotency-Key and request_id differ. Give one of them, or the same twice.");
  return header;
}
