// Stop-all: everything in the workspace stops sending, until two people lift it.
import { liftWorkspaceStop, stopWorkspace, workspaceStop } from "@sluice/campaigns";
import { WorkspaceStop } from "@sluice/schema";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Api } from "../api.ts";
import { ApiError } from "../api-error.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";

const MAX_REASON_LENGTH = 1_000;
const Stop = z
  .strictObject({
    reason: z.string().max(MAX_REASON_LENGTH).optional().describe("For everybody who looks why."),
  })
  .nullish();

export function workspaceStopRoutes(app: Api, { campaigns, stops }: ApiPorts): void {
  app.get(
    "/v5/workspace/stop",
    {
      config: { scope: "view" },
      schema: {
        summary:
          "The stop that is in force: who, when, why, and who lifted it so far; null when there is none",
        response: { 200: enveloped("stop", WorkspaceStop.nullable()) },
      },
    },
    async (request) =>
      envelope(request, "stop", await workspaceStop(campaigns, callerOf(request).workspaceId)),
  );

  app.post(
    "/v5/workspace/stop",
    {
      config: { scope: "view" }, // and one of those that may act: see targetOf
      schema: {
        summary: "Stop everything: every run is paused, and nothing can begin to send",
        body: Stop,
        response: { 200: enveloped("stop", WorkspaceStop) },
      },
    },
    async (request) => {
      const { stop } = await stopWorkspace(stops, { ...targetOf(request), reason: request.body?.reason });
      return envelope(request, "stop", stop);
    },
  );

  app.post(
    "/v5/workspace/stop/lift",
    {
      config: { scope: "view" }, // and one of those that may act: see targetOf
      schema: {
        summary: "Lift the stop: takes two people",
        response: { 200: enveloped("stop", WorkspaceStop) },
      },
    },
    async (request) => envelope(request, "stop", await liftWorkspaceStop(stops, targetOf(request))),
  );
}

/** Whoever decides about what is sent may stop it: approvers as well as publishers. */
function targetOf(request: FastifyRequest) {
  const { workspaceId, scopes } = callerOf(request);
  if (!scopes.includes("publish") && !scopes.includes("approve"))
    throw new ApiError(
      403,
      'This API key has neither the scope "publish" nor "approve". Use one that has one of them.',
    );
  return { workspaceId, actor: actorOf(request) };
}
