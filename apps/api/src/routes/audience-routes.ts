// How many users an audience has, and what is switched on for a workspace's audiences.
import {
  AudienceCount,
  AudienceCountRequest,
  WorkspaceSettingsChange,
  WorkspaceSettingsView,
} from "@sluice/schema";
import type { Api } from "../api.ts";
import { callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { askedBy } from "./segment-routes.ts";

const SETTINGS = "workspace_settings";
const Settings = enveloped(SETTINGS, WorkspaceSettingsView);

export function audienceRoutes(app: Api, { audienceCounts, settings }: ApiPorts): void {
  app.post(
    "/v5/audience/count",
    {
      config: { scope: "view" },
      schema: {
        summary: "How many users an audience has now",
        body: AudienceCountRequest,
        response: { 200: enveloped("audience", AudienceCount) },
      },
    },
    async (request) => {
      const count = await audienceCounts.count(callerOf(request).workspaceId, request.body);
      return envelope(request, "audience", count);
    },
  );

  app.get(
    "/v5/workspace/settings",
    { config: { scope: "view" }, schema: { summary: "What is switched on", response: { 200: Settings } } },
    async (request) => envelope(request, SETTINGS, await settings.get(askedBy(request))),
  );

  app.put(
    "/v5/workspace/settings",
    {
      config: { scope: "admin" },
      schema: {
        summary: "Switch a feature on or off",
        body: WorkspaceSettingsChange,
        response: { 200: Settings },
      },
    },
    async (request) => envelope(request, SETTINGS, await settings.change(askedBy(request), request.body)),
  );
}
