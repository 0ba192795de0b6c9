// Authorization configurations over HTTP. No answer ever has a secret or a token.
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import {
  AuthorizationCreate,
  AuthorizationId,
  AuthorizationPatch,
  AuthorizationSettings,
  AuthorizationTrial,
  AuthorizationView,
} from "@sluice/schema";
import type { Api } from "../api.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import { tellFor } from "../idempotency/keep-with-change.ts";
import type { ApiPorts } from "../ports.ts";
import type { Caller } from "../secrets/secret-ports.ts";

const PATH = "/v5/authorization-configurations";
const Params = z.object({ id: AuthorizationId });
const ListQuery = z.object({
  after: AuthorizationId.optional().describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
const List = z.object({
  authorization_configurations: z.array(AuthorizationView),
  next: AuthorizationId.nullable(),
});
const Uses = z.object({
  campaigns: z.array(
    z.object({
      campaign_id: z.string(),
      name: z.string().nullable(),
      status: z.string(),
      run_id: z.string().nullable(),
    }),
  ),
});
const Trial = z.strictObject({ settings: AuthorizationSettings });

const one = { response: { 200: enveloped("authorization_configuration", AuthorizationView) } };
const trial = { response: { 200: enveloped("authorization_trial", AuthorizationTrial) } };

export const secretCallerOf = (request: FastifyRequest): Caller => ({
  workspaceId: callerOf(request).workspaceId,
  actor: actorOf(request),
});

export function authorizationRoutes(app: Api, ports: ApiPorts): void {
  const { authorizations } = ports;
  app.post(
    PATH,
    {
      config: { scope: "secrets" },
      schema: {
        summary: "Keep an authorization configuration; an OAUTH2 one must be able to fetch a token",
        body: AuthorizationCreate,
        response: { 201: enveloped("authorization_configuration", AuthorizationView) },
      },
    },
    async (request, reply) => {
      const answerOf = answerFor(request);
      const tell = tellFor(request, ports, 201, answerOf);
      const created = await authorizations.create(secretCallerOf(request), request.body, tell);
      return reply.status(201).send(answerOf(created));
    },
  );
  app.post(
    `${PATH}/test`,
    {
      config: { scope: "secrets" },
      schema: { summary: "Try settings without keeping them", body: Trial, ...trial },
    },
    async (request) =>
      envelope(request, "authorization_trial", await authorizations.tryOut(request.body.settings)),
  );
  app.get(
    PATH,
    {
      config: { scope: "view" },
      schema: {
        summary: "Authorization configurations, oldest first, without their secrets",
        querystring: ListQuery,
        response: { 200: enveloped("authorization_configurations", List) },
      },
    },
    async (request) => {
      const { after, limit } = request.query;
      const found = await authorizations.list(secretCallerOf(request), { after, limit: limit + 1 });
      const page = found.slice(0, limit);
      const next = found.length > limit ? (page.at(-1)?.id ?? null) : null;
      return envelope(request, "authorization_configurations", { authorization_configurations: page, next });
    },
  );
  oneConfigurationRoutes(app, ports);
}

const answerFor = (request: FastifyRequest) => (view: AuthorizationView) =>
  envelope(request, "authorization_configuration", view);

function oneConfigurationRoutes(app: Api, ports: ApiPorts): void {
  const { authorizations } = ports;
  app.get(
    `${PATH}/:id`,
    { config: { scope: "view" }, schema: { summary: "One configuration", params: Params, ...one } },
    async (request) =>
      envelope(
        request,
        "authorization_configuration",
        await authorizations.get(secretCallerOf(request), request.params.id),
      ),
  );
  app.patch(
    `${PATH}/:id`,
    {
      config: { scope: "secrets" },
      schema: {
        summary: "Rename it, or replace its settings whole",
        params: Params,
        body: AuthorizationPatch,
        ...one,
      },
    },
    async (request) => {
      const answerOf = answerFor(request);
      const tell = tellFor(request, ports, 200, answerOf);
      const { id } = request.params;
      return answerOf(await authorizations.change(secretCallerOf(request), id, request.body, tell));
    },
  );
  app.delete(
    `${PATH}/:id`,
    {
      config: { scope: "secrets" },
      schema: {
        summary: "Remove it; refused while a campaign that is not over names it",
        params: Params,
        response: { 200: enveloped("authorization_configuration", z.object({ id: AuthorizationId })) },
      },
    },
    async (request) => {
      const { id } = request.params;
      await authorizations.remove(secretCallerOf(request), id);
      return envelope(request, "authorization_configuration", { id });
    },
  );
  app.post(
    `${PATH}/:id/test`,
    {
      config: { scope: "secrets" },
      schema: { summary: "Try what is kept, and set its status by it", params: Params, ...trial },
    },
    async (request) =>
      envelope(
        request,
        "authorization_trial",
        await authorizations.test(secretCallerOf(request), request.params.id),
      ),
  );
  app.get(
    `${PATH}/:id/uses`,
    {
      config: { scope: "view" },
      schema: {
        summary: "Campaigns that name it and are not over",
        params: Params,
        response: { 200: enveloped("authorization_uses", Uses) },
      },
    },
    async (request) => {
      const campaigns = await authorizations.uses(secretCallerOf(request), request.params.id);
      return envelope(request, "authorization_uses", { campaigns });
    },
  );
}
