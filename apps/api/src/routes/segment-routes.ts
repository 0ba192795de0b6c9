// Custom segments: rules with a name. Under /v5, and where older clients look for them: /v3, and for archiving /v2.
import { z } from "zod";
import { SegmentCreate, SegmentId, SegmentNameRequest, SegmentPatch, SegmentView } from "@sluice/schema";
import type { FastifyRequest } from "fastify";
import type { Api } from "../api.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import { tellFor } from "../idempotency/keep-with-change.ts";
import type { ApiPorts } from "../ports.ts";
import type { Caller } from "../segments/segment-ports.ts";

const TYPE = "custom_segment";
const MAX_PAGE = 1_000;

export const SegmentParams = z.object({ id: SegmentId });
const SegmentQuery = z.object({
  name: z.string().min(1).max(256).optional().describe("Exactly this name."),
  include_archived: z.stringbool().default(false).describe("Also those archived within 180 days."),
  after: SegmentId.optional().describe("The last id of the page before."),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
});
const One = enveloped(TYPE, SegmentView);

/** Answered, and not described: the same operation has a path of its own below /v5. */
const ALIAS = { hide: true } as const;

export function segmentRoutes(app: Api, ports: ApiPorts): void {
  for (const { path, hidden } of [
    { path: "/v5/custom-segments", hidden: {} },
    { path: "/v3/custom-segments", hidden: ALIAS },
  ]) {
    writeRoutes(app, ports, path, hidden);
    readRoutes(app, ports, path, hidden);
  }
  archiveRoutes(app, ports);
}

function writeRoutes(app: Api, ports: ApiPorts, path: string, hidden: { hide?: true }): void {
  const { segments } = ports;
  app.post(
    path,
    {
      config: { scope: "create_manage", operation: "segments" },
      schema: {
        ...hidden,
        summary: "Create a segment of filters",
        body: SegmentCreate,
        response: { 201: One },
      },
    },
    async (request, reply) => {
      const answerOf = answerFor(request);
      const tell = tellFor(request, ports, 201, answerOf);
      return reply.status(201).send(answerOf(await segments.create(askedBy(request), request.body, tell)));
    },
  );

  for (const method of ["PATCH", "PUT"] as const) {
    app.route({
      method,
      url: `${path}/:id`,
      config: { scope: "create_manage", operation: "segments" },
      schema: {
        ...(method === "PUT" ? ALIAS : hidden),
        summary: "Change the filters of a segment",
        params: SegmentParams,
        body: SegmentPatch,
        response: { 200: One },
      },
      handler: async (request) => {
        const answerOf = answerFor(request);
        const tell = tellFor(request, ports, 200, answerOf);
        return answerOf(await segments.change(askedBy(request), request.params.id, request.body, tell));
      },
    });
  }
}

function readRoutes(app: Api, { segments }: ApiPorts, path: string, hidden: { hide?: true }): void {
  app.get(
    path,
    {
      config: { scope: "view" },
      schema: {
        ...hidden,
        summary: "List segments, newest first",
        querystring: SegmentQuery,
        response: { 200: enveloped(TYPE, z.array(SegmentView)) },
      },
    },
    async (request) => {
      const { include_archived: withArchived, ...page } = request.query;
      return envelope(request, TYPE, await segments.list(askedBy(request), { ...page, withArchived }));
    },
  );

  app.get(
    `${path}/:id`,
    {
      config: { scope: "view" },
      schema: { ...hidden, summary: "Read a segment", params: SegmentParams, response: { 200: One } },
    },
    async (request) => envelope(request, TYPE, await segments.get(askedBy(request), request.params.id)),
  );
}

function archiveRoutes(app: Api, ports: ApiPorts): void {
  const { segments } = ports;
  for (const verb of ["archive", "unarchive"] as const) {
    const isArchived = verb === "archive";
    app.post(
      `/v5/custom-segments/:id/${verb}`,
      {
        config: { scope: "create_manage", operation: "segments" },
        schema: {
          summary: isArchived ? "Take a segment out of use" : "Bring a segment back into use",
          params: SegmentParams,
          response: { 200: One },
        },
      },
      async (request) => {
        const answerOf = answerFor(request);
        const tell = tellFor(request, ports, 200, answerOf);
        return answerOf(await segments.setArchived(askedBy(request), request.params.id, isArchived, tell));
      },
    );

    app.patch(
      `/v2/custom-segments/${verb}`,
      {
        config: { scope: "create_manage", operation: "segments" },
        schema: { ...ALIAS, body: SegmentNameRequest },
      },
      async (request) => {
        const { cs_id: id, name } = request.body;
        const caller = askedBy(request);
        const segment = await segments.setArchived(
          caller,
          (await segments.find(caller, { id, name })).id,
          isArchived,
        );
        return told(segment, `Successfully ${verb}d the custom segment`);
      },
    );
  }
}

const answerFor = (request: FastifyRequest) => (segment: SegmentView) => envelope(request, TYPE, segment);

/** As /v2 answers. */
export const told = ({ id, name }: { id: string; name: string }, message: string) => ({
  message,
  success: true as const,
  cs_name: name,
  cs_id: id,
});

export const askedBy = (request: FastifyRequest): Caller => ({
  workspaceId: callerOf(request).workspaceId,
  actor: actorOf(request),
});
