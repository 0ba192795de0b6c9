// Answers in the Data API's own shapes.
import type { DataAccepted, DataRefused } from "@sluice/schema";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { callerOf } from "../authenticate.ts";
import { DataRefusal } from "./data-refusal.ts";
import { toDataRefusal } from "./to-data-refusal.ts";

/** For every route that is registered on `app`. */
export function answerAsDataApi(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) =>
    refuse(toDataRefusal(error, request.raw.complete), request, reply),
  );
}

function refuse(refusal: DataRefusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (refusal.status >= 500) {
    const route = request.routeOptions.url;
    request.log.error({ requestId: request.id, route, err: refusal }, "request.failed");
  }
  // The rest of a body that nobody will read: the connection ends with the answer.
  if (!request.raw.complete) void reply.header("connection", "close");
  if (refusal.retryAfterSeconds !== null) void reply.header("retry-after", String(refusal.retryAfterSeconds));
  return reply.status(refusal.status).send(refused(refusal, request.id));
}

const refused = ({ type, message, attribute }: DataRefusal, requestId: string): DataRefused => ({
  status: "fail",
  error: { type, message, ...(attribute === undefined ? {} : { attribute }), request_id: requestId },
});

export const accepted = (request: FastifyRequest): DataAccepted => ({
  status: "success",
  message: "Your request has been accepted and will be processed soon.",
  request_id: request.id,
});

/** The workspace comes from the credential; a path or query that names another one is a mistake. @throws DataRefusal 409 */
export function assertAppId(request: FastifyRequest, appId: unknown): void {
  if (appId === callerOf(request).workspaceId) return;
  if (appId === undefined)
    throw new DataRefusal(400, "ParamsRequired", "app_id: name the workspace in the query", {
      attribute: "app_id",
    });
  throw new DataRefusal(409, "Key mismatch", "app_id is not the workspace that the API key belongs to.", {
    attribute: "app_id",
  });
}
