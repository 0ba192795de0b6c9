// A campaign judged as a body describes it, before there is one.
import { validateInput } from "@sluice/campaigns";
import { z } from "zod";
import type { Api } from "../api.ts";
import { callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { shownVerdict, Validation } from "./campaign-routes.ts";

/** Judged by the action, so that what is wrong is an answer and no refusal. It is described as a CampaignCreate. */
const AnyCampaign = z.looseObject({});

export function validateRoutes(app: Api, { frequentCampaigns }: ApiPorts): void {
  app.post(
    "/v5/campaigns/validate",
    {
      config: { scope: "view", keepsNoAnswer: true, isFrequent: true },
      schema: {
        summary: "Everything that would stand between such a campaign and publication; nothing is stored",
        body: AnyCampaign,
        response: { 200: enveloped("campaign", Validation) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request);
      const verdict = await validateInput(frequentCampaigns, workspaceId, request.body);
      return envelope(request, "campaign", shownVerdict(verdict));
    },
  );
}
