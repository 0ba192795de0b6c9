// Who was sent to, and how it ended: all of a run's recipients that have an end, also while it is sent and after a stop.
import { Readable } from "node:stream";
import { z } from "zod";
import { RecipientEnd, RunId, UserId, type WorkspaceId } from "@sluice/schema";
import type { Api } from "../api.ts";
import type { ApiPorts, EndedRecipient } from "../ports.ts";
import { CampaignParams, campaignRef } from "./campaign-routes.ts";
import { runOf } from "./result-routes.ts";

const Query = z.object({
  run_id: RunId.optional().describe("One of the campaign's runs. Absent: the last one."),
  ending: RecipientEnd.optional().describe("Absent: every end."),
  user_id: UserId.optional().describe("Of an API-triggered campaign: every send to this user."),
});

interface Wanted extends z.infer<typeof Query> {
  workspaceId: WorkspaceId;
  runId: RunId;
}

/** Rows that are in memory at a time. Read whatever their end: so each page costs the same. */
const EXPORT_PAGE_ROWS = 5_000;

export function recipientRoutes(app: Api, ports: ApiPorts): void {
  app.get(
    "/v5/campaigns/:id/recipients",
    {
      config: { scope: "view", isStream: true },
      schema: {
        summary: "Recipients that have their end, in the order of their ids, one JSON object a line",
        params: CampaignParams,
        querystring: Query,
      },
    },
    async (request, reply) => {
      const ref = campaignRef(request);
      const runId = await runOf(ports, ref, request.query.run_id);
      const lines = exportLines(ports, { ...request.query, workspaceId: ref.workspaceId, runId });
      return reply.type("application/x-ndjson").send(Readable.from(lines));
    },
  );
}

async function* exportLines({ endedRecipients }: ApiPorts, wanted: Wanted): AsyncGenerator<string> {
  const { workspaceId, runId, user_id: userId, ending } = wanted;
  for (let after: string | null = ""; after !== null;) {
    const page = await endedRecipients({ workspaceId, runId, userId }, { after, limit: EXPORT_PAGE_ROWS });
    yield page.recipients
      .filter(({ end }) => ending === undefined || end === ending)
      .map(toLine)
      .join("");
    after = page.next;
  }
}

const toLine = ({ end, ...rest }: EndedRecipient): string => `${JSON.stringify({ ...rest, ending: end })}\n`;
