// API keys of the caller's workspace. A secret is in the answer that makes it, and nowhere else.
import { z } from "zod";
import type { FastifyRequest } from "fastify";
import type { Api } from "../api.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import { tellFor } from "../idempotency/keep-with-change.ts";
import type { MintedKey } from "../key-ports.ts";
import { type ApiPorts, type KeyMaker, SCOPES } from "../ports.ts";

const MAX_ACTOR_LENGTH = 256;
const MAX_NAME_LENGTH = 100;
const MAX_OVERLAP_MINUTES = 7 * 24 * 60;
const MINUTE_MS = 60_000;

const Scopes = z.array(z.enum(SCOPES)).min(1).max(SCOPES.length);
const KeyParams = z.object({ key_id: z.string().regex(/^[0-9a-f]{8}$/, "a key id is 8 hexadecimal digits") });
const NewKey = z.strictObject({
  actor: z.string().trim().min(1).max(MAX_ACTOR_LENGTH).describe("Whose key it is: e-mail address or name."),
  name: z.string().max(MAX_NAME_LENGTH).default(""),
  scopes: Scopes.describe("Of those that your own key has."),
});
const Rotation = z.strictObject({
  overlap_minutes: z
    .int()
    .min(0)
    .max(MAX_OVERLAP_MINUTES)
    .default(0)
    .describe("How long the old secret goes on; 0: it ends now."),
});
const Minted = z.object({ key_id: z.string(), secret: z.string().describe("Shown this once.") });
const ListedKey = z.object({
  key_id: z.string(),
  name: z.string(),
  actor: z.string(),
  scopes: z.array(z.string()),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  last_used_at: z.iso.datetime().nullable().describe("To the minute."),
  archived_at: z.iso
    .datetime()
    .nullable()
    .describe("Refused from then on; in the future while a rotation overlaps."),
});

export function apiKeyRoutes(app: Api, ports: Pick<ApiPorts, "keys" | "idempotency">): void {
  const { keys } = ports;
  app.get(
    "/v5/api-keys",
    {
      config: { scope: "admin" },
      schema: {
        summary: "API keys, newest first, without their secrets",
        response: { 200: enveloped("api_keys", z.object({ api_keys: z.array(ListedKey) })) },
      },
    },
    async (request) => {
      const found = await keys.list(callerOf(request).workspaceId);
      return envelope(request, "api_keys", { api_keys: found.map(toListedKey) });
    },
  );

  app.post(
    "/v5/api-keys",
    {
      config: { scope: "admin" },
      schema: { summary: "Make an API key", body: NewKey, response: { 201: enveloped("api_key", Minted) } },
    },
    async (request, reply) => {
      const { workspaceId } = callerOf(request);
      const answerOf = answerFor(request);
      const tell = tellFor(request, ports, 201, answerOf);
      const minted = await keys.create({ ...request.body, workspaceId, tell }, keyMaker(request));
      return reply.status(201).send(answerOf(minted));
    },
  );

  app.post(
    "/v5/api-keys/:key_id/rotate",
    {
      config: { scope: "admin" },
      schema: {
        summary: "A new secret in place of a key's old one",
        params: KeyParams,
        body: Rotation,
        response: { 201: enveloped("api_key", Minted) },
      },
    },
    async (request, reply) => {
      const overlapMs = request.body.overlap_minutes * MINUTE_MS;
      const answerOf = answerFor(request);
      const tell = tellFor(request, ports, 201, answerOf);
      const minted = await keys.rotate({ ...keyOf(request), overlapMs, tell }, keyMaker(request));
      return reply.status(201).send(answerOf(minted));
    },
  );

  app.post(
    "/v5/api-keys/:key_id/archive",
    {
      config: { scope: "admin" },
      schema: {
        summary: "End an API key for good",
        params: KeyParams,
        response: { 200: enveloped("api_key", z.object({ key_id: z.string() })) },
      },
    },
    async (request) => {
      const key = keyOf(request);
      const answer = envelope(request, "api_key", { key_id: key.keyId });
      await keys.archive({ ...key, tell: tellFor(request, ports, 200, () => answer) }, keyMaker(request));
      return answer;
    },
  );
}

const keyOf = (request: FastifyRequest): { workspaceId: string; keyId: string } => ({
  workspaceId: callerOf(request).workspaceId,
  keyId: (request.params as z.infer<typeof KeyParams>).key_id,
});

/** A key gives only scopes that it has. */
const keyMaker = (request: FastifyRequest): KeyMaker => ({
  ...actorOf(request),
  scopes: callerOf(request).scopes,
});

const answerFor =
  (request: FastifyRequest) =>
  ({ keyId, secret }: MintedKey) =>
    envelope(request, "api_key", { key_id: keyId, secret });

const toListedKey = (
  key: Awaited<ReturnType<ApiPorts["keys"]["list"]>>[number],
): z.infer<typeof ListedKey> => ({
  key_id: key.keyId,
  name: key.name,
  actor: key.actor,
  scopes: [...key.scopes],
  created_at: key.createdAt.toISOString(),
  created_by: key.createdBy,
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
  archived_at: key.archivedAt?.toISOString() ?? null,
});
