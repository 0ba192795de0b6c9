// The attempt log of a campaign: searched page by page, or exported whole.
import { Readable } from "node:stream";
import { z } from "zod";
import { type CampaignRef, getCampaign } from "@sluice/campaigns";
import { AttemptRecord, RunId, UserId } from "@sluice/schema";
import type { Api } from "../api.ts";
import type { AttemptCursor, AttemptFilter, FoundAttempt, SearchAttempts } from "../attempt-ports.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { CampaignParams, campaignRef } from "./campaign-routes.ts";

const ANY_ERROR = "any";

const Filter = z.object({
  user_id: UserId.optional(),
  status: z
    .string()
    .regex(/^(?:0|[1-5]\d\d|[1-5]xx)$/, 'use a status ("503"), a class ("5xx"), or "0" for no answer')
    .optional(),
  run_id: RunId.optional().describe("Absent: the hundred latest runs of the campaign."),
  error: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe('As in `error_code`, for example "timeout"; "any" is whatever was not delivered.'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional().describe("Not included."),
});
const Query = Filter.extend({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,15}\.\d{1,16}$/, "use `next` of the page before")
    .optional(),
});
const { at_ms: _, ...recorded } = AttemptRecord.shape;
const Attempt = z.object({ at: z.iso.datetime(), run_id: RunId, ...recorded });
const Attempts = z.object({ attempts: z.array(Attempt), next: z.string().nullable() });

/** What is in memory at a time: some kilobytes each. */
const EXPORT_PAGE = 200;

export function attemptRoutes(app: Api, { campaigns, searchAttempts }: ApiPorts): void {
  app.get(
    "/v5/campaigns/:id/attempts",
    {
      config: { scope: "view" },
      schema: {
        summary: "Attempts: every failure and a sample of the successes, newest first, redacted",
        params: CampaignParams,
        querystring: Query,
        response: { 200: enveloped("attempts", Attempts) },
      },
    },
    async (request) => {
      const ref = campaignRef(request);
      await getCampaign(campaigns, ref);
      const { limit, cursor } = request.query;
      const search = { ...toFilter(ref, request.query), limit, cursor: parseCursor(cursor) };
      const { attempts, next } = await searchAttempts(search);
      return envelope(request, "attempts", { attempts, next: next === null ? null : showCursor(next) });
    },
  );

  app.get(
    "/v5/campaigns/:id/attempts/export",
    {
      config: { scope: "view", isStream: true },
      schema: {
        summary: "The same as a stream: all that the filter finds, one JSON object a line",
        params: CampaignParams,
        querystring: Filter,
      },
    },
    async (request, reply) => {
      const ref = campaignRef(request);
      await getCampaign(campaigns, ref);
      const lines = exportLines(searchAttempts, toFilter(ref, request.query));
      return reply.type("application/x-ndjson").send(Readable.from(lines));
    },
  );
}

function toFilter({ workspaceId, campaignId }: CampaignRef, query: z.infer<typeof Filter>): AttemptFilter {
  return {
    workspaceId,
    campaignId,
    runId: query.run_id,
    userId: query.user_id,
    statuses: query.status === undefined ? undefined : statusRange(query.status),
    error: query.error === ANY_ERROR ? true : query.error,
    fromMs: query.from === undefined ? undefined : Date.parse(query.from),
    toMs: query.to === undefined ? undefined : Date.parse(query.to),
  };
}

function statusRange(status: string): readonly [number, number] {
  if (!status.endsWith("xx")) return [Number(status), Number(status)];
  const hundreds = Number(status[0]) * 100;
  return [hundreds, hundreds + 99];
}

function parseCursor(text: string | undefined): AttemptCursor | undefined {
  if (text === undefined) return undefined;
  const [atMs = "", seq = ""] = text.split(".");
  return { atMs: Number(atMs), seq: Number(seq) };
}

const showCursor = ({ atMs, seq }: AttemptCursor): string => `${atMs}.${seq}`;

async function* exportLines(search: SearchAttempts, filter: AttemptFilter): AsyncGenerator<string> {
  let cursor: AttemptCursor | undefined;
  do {
    const page = await search({ ...filter, limit: EXPORT_PAGE, cursor });
    yield page.attempts.map(toLine).join("");
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

const toLine = (attempt: FoundAttempt): string => `${JSON.stringify(attempt)}\n`;
