// Who did what with a campaign: page by page, or all of it as a table.
import { Readable } from "node:stream";
import {
  AUDIT_CSV_HEAD,
  auditCsvLine,
  type CampaignRef,
  type ChainedAuditEntry,
  getCampaign,
} from "@sluice/campaigns";
import { RunId } from "@sluice/schema";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Api } from "../api.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { CampaignParams, campaignRef } from "./campaign-routes.ts";

const AuditLine = z.object({
  audit_id: z.string(),
  action: z.string(),
  actor: z.string(),
  source: z.string(),
  run_id: RunId.nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  at: z.iso.datetime(),
  chain_no: z
    .int()
    .nullable()
    .describe("Place among the campaign's entries, from 1; null: from before they were chained."),
  hash: z
    .string()
    .nullable()
    .describe("SHA-256 over the hash of the entry before and this entry, in hexadecimal."),
});
const AuditQuery = z.object({
  format: z
    .enum(["json", "csv"])
    .default("json")
    .describe("csv: all of them from `after` on, as a table. `Accept: text/csv` asks for the same."),
  after: z.uuid().optional().describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
const Audit = z.object({ entries: z.array(AuditLine), next: z.string().nullable() });

/** What is in memory at a time. */
const EXPORT_PAGE = 500;

export function auditRoutes(app: Api, { campaigns, campaignAudit }: ApiPorts): void {
  app.get(
    "/v5/campaigns/:id/audit",
    {
      config: { scope: "view", isStream: true },
      schema: {
        summary: "Who did what, when, from where; oldest first",
        params: CampaignParams,
        querystring: AuditQuery,
        response: { 200: enveloped("audit", Audit) },
      },
    },
    async (request, reply) => {
      const ref = campaignRef(request);
      await getCampaign(campaigns, ref);
      const { after, limit, format } = request.query;
      if (format === "csv" || wantsCsv(request)) {
        const lines = csvLines(campaignAudit, ref, after);
        void reply.header("content-disposition", `attachment; filename="audit-${ref.campaignId}.csv"`);
        return reply.type("text/csv; charset=utf-8").send(Readable.from(lines) as never); // no JSON: past the schema of the answer
      }
      const found = await campaignAudit({ ...ref, after, limit: limit + 1 });
      const entries = found.slice(0, limit).map(toAuditLine);
      const next = found.length > limit ? (entries.at(-1)?.audit_id ?? null) : null;
      return envelope(request, "audit", { entries, next });
    },
  );
}

const wantsCsv = ({ headers }: FastifyRequest): boolean => /^\s*text\/csv\b/i.test(headers.accept ?? "");

async function* csvLines(
  campaignAudit: ApiPorts["campaignAudit"],
  ref: CampaignRef,
  from: string | undefined,
): AsyncGenerator<string> {
  yield AUDIT_CSV_HEAD;
  let after = from;
  let isMore = true;
  while (isMore) {
    const page = await campaignAudit({ ...ref, after, limit: EXPORT_PAGE });
    yield page.map(auditCsvLine).join("");
    after = page.at(-1)?.audit_id;
    isMore = page.length === EXPORT_PAGE;
  }
}

const toAuditLine = ({
  audit_id,
  action,
  actor,
  source,
  run_id,
  detail,
  at,
  chain_no,
  hash,
}: ChainedAuditEntry) => ({
  audit_id,
  action,
  actor,
  source,
  run_id,
  detail: { ...detail },
  at,
  chain_no,
  hash,
});
