// How often the workspace may call, and how many campaigns it may create: shown, and set by its administrators.
import {
  effectiveQuotas,
  OperationLimits,
  QUOTA_OPERATIONS,
  QuotaPreset,
  QuotaSettings,
} from "@sluice/schema";
import { z } from "zod";
import type { Api } from "../api.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";

const LimitsByOperation = z.partialRecord(z.enum(QUOTA_OPERATIONS), OperationLimits);
const Quotas = z.object({
  preset: QuotaPreset,
  limits: LimitsByOperation.describe("What is set in place of the preset's."),
  effective: LimitsByOperation.describe("What holds. An operation that is missing has no limit."),
});

export function quotaRoutes(app: Api, { quotas }: ApiPorts): void {
  app.get(
    "/v5/workspace/quotas",
    {
      config: { scope: "admin" },
      schema: {
        summary: "How often the workspace may call, by operation, and how many campaigns it may create",
        response: { 200: enveloped("quotas", Quotas) },
      },
    },
    async (request) =>
      envelope(request, "quotas", shown(await quotas.settings(callerOf(request).workspaceId))),
  );

  app.put(
    "/v5/workspace/quotas",
    {
      config: { scope: "admin" },
      schema: {
        summary: "Set the quotas of the workspace; they hold within two seconds",
        body: QuotaSettings,
        response: { 200: enveloped("quotas", Quotas) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request);
      await quotas.change(workspaceId, request.body, actorOf(request));
      return envelope(request, "quotas", shown(request.body));
    },
  );
}

const shown = (settings: QuotaSettings) => ({
  ...settings,
  effective: Object.fromEntries(effectiveQuotas(settings)),
});
