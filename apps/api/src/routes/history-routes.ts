// What was written, by whom, what changed from version to version, and what was sent of it.
import { z } from "zod";
import { diffCampaign, getCampaign } from "@sluice/campaigns";
import { CampaignDefinition, ContentHash, RunId, RunStatus } from "@sluice/schema";
import type { Api } from "../api.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { CampaignParams, campaignRef } from "./campaign-routes.ts";

const Version = z.object({
  version: z.int(),
  content_hash: ContentHash,
  edited_by: z.string(),
  edited_by_credential: z.string(),
  edited_at: z.iso.datetime(),
  definition: CampaignDefinition,
});
const VersionQuery = z.object({
  before: z.coerce.number().int().min(1).max(1_000_000).optional().describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(20).default(5),
});
const Versions = z.object({ versions: z.array(Version), next: z.int().nullable() });

const VersionNumber = z.coerce.number().int().min(1).max(1_000_000);
const DiffQuery = z.object({
  from: VersionNumber.optional().describe(
    "Absent: the version that was approved last; nothing, when none was.",
  ),
  to: VersionNumber.optional().describe("Absent: the newest version."),
});
const Diff = z.object({
  from: z.int().nullable(),
  to: z.int(),
  changes: z.array(
    z.object({
      path: z.string(),
      before: z.unknown().describe("null: was not there."),
      after: z.unknown().describe("null: is gone."),
    }),
  ),
  is_cut: z.boolean().describe("There are more changes than are listed."),
});

const Run = z.object({
  run_id: RunId,
  version: z.int().describe("Of the campaign, that it sends."),
  status: RunStatus,
  starts_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  ended_at: z.iso.datetime().nullable(),
  replaced_at: z.iso.datetime().nullable().describe("Since then a later run takes the sends."),
});
const RunQuery = z.object({
  after: RunId.optional().describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const Runs = z.object({ runs: z.array(Run), next: RunId.nullable() });

export function historyRoutes(app: Api, ports: ApiPorts): void {
  const { campaigns, campaignVersions } = ports;
  runRoutes(app, ports);

  app.get(
    "/v5/campaigns/:id/versions",
    {
      config: { scope: "view" },
      schema: {
        summary: "Versions, newest first",
        params: CampaignParams,
        querystring: VersionQuery,
        response: { 200: enveloped("versions", Versions) },
      },
    },
    async (request) => {
      const ref = campaignRef(request);
      await getCampaign(campaigns, ref);
      const { before, limit } = request.query;
      const found = await campaignVersions({ ...ref, before, limit: limit + 1 });
      const versions = found.slice(0, limit);
      const next = found.length > limit ? (versions.at(-1)?.version ?? null) : null;
      return envelope(request, "versions", { versions, next });
    },
  );

  app.get(
    "/v5/campaigns/:id/diff",
    {
      config: { scope: "view" },
      schema: {
        summary: "What changed between two versions, field by field",
        params: CampaignParams,
        querystring: DiffQuery,
        response: { 200: enveloped("diff", Diff) },
      },
    },
    async (request) => {
      const { isCut, ...diff } = await diffCampaign(campaigns, campaignRef(request), request.query);
      return envelope(request, "diff", { ...diff, is_cut: isCut });
    },
  );
}

function runRoutes(app: Api, { campaigns, campaignRuns }: ApiPorts): void {
  app.get(
    "/v5/campaigns/:id/runs",
    {
      config: { scope: "view" },
      schema: {
        summary: "Its runs, one for each publication, newest first",
        params: CampaignParams,
        querystring: RunQuery,
        response: { 200: enveloped("runs", Runs) },
      },
    },
    async (request) => {
      const ref = campaignRef(request);
      await getCampaign(campaigns, ref);
      const { after, limit } = request.query;
      const found = await campaignRuns({ ...ref, after, limit: limit + 1 });
      const runs = found.slice(0, limit);
      const next = found.length > limit ? (runs.at(-1)?.run_id ?? null) : null;
      return envelope(request, "runs", { runs, next });
    },
  );
}
