// How many messages one user of the workspace gets at most.
import { frequencyCapping, setFrequencyCapping } from "@sluice/campaigns";
import { FrequencyCapping } from "@sluice/schema";
import type { Api } from "../api.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";

const PATH = "/v5/workspace/frequency-capping";
const TYPE = "frequency_capping";

export function frequencyCappingRoutes(app: Api, { campaigns }: ApiPorts): void {
  app.get(
    PATH,
    {
      config: { scope: "view" },
      schema: {
        summary: "How many messages one user gets at most, over campaigns",
        response: { 200: enveloped(TYPE, FrequencyCapping) },
      },
    },
    async (request) =>
      envelope(request, TYPE, await frequencyCapping(campaigns, callerOf(request).workspaceId)),
  );

  app.put(
    PATH,
    {
      config: { scope: "admin" },
      schema: {
        summary: "Set all rules of frequency capping; those that are left out hold no more",
        body: FrequencyCapping,
        response: { 200: enveloped(TYPE, FrequencyCapping) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request);
      const change = { workspaceId, actor: actorOf(request), capping: request.body };
      return envelope(request, TYPE, await setFrequencyCapping(campaigns, change));
    },
  );
}
