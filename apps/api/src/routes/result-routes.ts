// What became of a run: figures, dead letters, replay.
import { Readable } from "node:stream";
import { z } from "zod";
import { type CampaignRef, getCampaign, replayCampaign } from "@sluice/campaigns";
import { MAX_RECIPIENT_KEY_LENGTH, RunId, RunStats } from "@sluice/schema";
import type { Api } from "../api.ts";
import { ApiError } from "../api-error.ts";
import { actorOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import { replayForCall } from "../idempotency/keep-with-change.ts";
import type { ApiPorts, DeadLetter } from "../ports.ts";
import { CampaignParams, campaignRef } from "./campaign-routes.ts";

/** A user id; in a triggered run, a recipient key. */
const Recipient = z.string().min(1).max(MAX_RECIPIENT_KEY_LENGTH);
const DeadLetterQuery = z.object({
  run_id: RunId.optional().describe("One of the campaign's runs. Absent: the last one."),
  format: z
    .enum(["json", "ndjson"])
    .default("json")
    .describe("ndjson: all of them, one a line, from `after` on."),
  after: Recipient.optional().describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
const RunChoice = RunId.optional().describe("One of the campaign's runs. Absent: the last one.");
const Replay = z
  .strictObject({
    run_id: RunChoice,
    user_ids: z.array(Recipient).min(1).max(10_000).optional().describe("Absent: all."),
  })
  .nullish();
const Replayed = z.object({ replayed: z.int() });

/** Rows of one page of an export: what is in memory at a time. */
const EXPORT_PAGE_ROWS = 1_000;

export function resultRoutes(app: Api, ports: ApiPorts): void {
  app.get(
    "/v5/campaigns/:id/stats",
    {
      config: { scope: "view" },
      schema: {
        summary: "What became of every targeted user",
        params: CampaignParams,
        querystring: z.object({ run_id: RunChoice }),
        response: { 200: enveloped("stats", RunStats) },
      },
    },
    async (request) => {
      const ref = campaignRef(request);
      const stats = await ports.runStats(ref.workspaceId, await runOf(ports, ref, request.query.run_id));
      if (stats === null) throw noRun();
      return envelope(request, "stats", stats);
    },
  );

  app.get(
    "/v5/campaigns/:id/dead-letters",
    {
      config: { scope: "view", isStream: true },
      schema: {
        summary: "Recipients that were given up, in the order of their ids",
        params: CampaignParams,
        querystring: DeadLetterQuery,
      },
    },
    async (request, reply) => {
      const ref = campaignRef(request);
      const { format, after = "", limit, run_id: wanted } = request.query;
      const runId = await runOf(ports, ref, wanted);
      if (format === "ndjson") {
        const lines = exportLines(ports, { workspaceId: ref.workspaceId, runId, after });
        return reply.type("application/x-ndjson").send(Readable.from(lines));
      }
      const page = await ports.deadLetters(ref.workspaceId, runId, { after, limit });
      return envelope(request, "dead_letters", page);
    },
  );

  app.post(
    "/v5/campaigns/:id/dead-letters/replay",
    {
      config: { scope: "publish" },
      schema: {
        summary: "Send dead letters again, as new attempts",
        params: CampaignParams,
        body: Replay,
        response: { 200: enveloped("replay", Replayed) },
      },
    },
    async (request) => {
      const { user_ids: userIds, run_id: wanted } = request.body ?? {};
      const ref = campaignRef(request);
      const runId = wanted === undefined ? undefined : await runOf(ports, ref, wanted);
      const target = { ...ref, actor: actorOf(request), userIds, runId };
      const answer = (count: number) => envelope(request, "replay", { replayed: count });
      const { replayed } = await replayCampaign(
        ports.campaigns,
        target,
        replayForCall(request, ports, answer),
      );
      return answer(replayed);
    },
  );
}

/** @param wanted one of the campaign's runs; absent: the last one. @throws ApiError 404 */
export async function runOf(
  { campaigns, campaignRuns }: ApiPorts,
  ref: CampaignRef,
  wanted?: RunId,
): Promise<RunId> {
  const { run_id: runId } = await getCampaign(campaigns, ref);
  if (wanted === undefined) {
    if (runId === null) throw noRun();
    return runId;
  }
  const [run] = await campaignRuns({ ...ref, runId: wanted, limit: 1 });
  if (run === undefined) throw new ApiError(404, `The campaign has no run ${wanted}. List its runs.`);
  return run.run_id;
}

const noRun = (): ApiError => new ApiError(404, "The campaign has no run yet. Publish it first.");

async function* exportLines(
  { deadLetters }: ApiPorts,
  from: { workspaceId: string; runId: RunId; after: string },
): AsyncGenerator<string> {
  for (let after: string | null = from.after; after !== null;) {
    const page = await deadLetters(from.workspaceId, from.runId, { after, limit: EXPORT_PAGE_ROWS });
    yield page.dead_letters.map(toLine).join("");
    after = page.next;
  }
}

const toLine = (letter: DeadLetter): string => `${JSON.stringify(letter)}\n`;
