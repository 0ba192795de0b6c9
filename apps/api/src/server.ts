// The HTTP server, built from its ports, not listening yet.
//
//   H1. A mistake of the client is answered with a 4xx that says what to do; 5xx is for our own failures.
//   H2. The workspace and the person come from the credential alone (authenticate.ts).
//   H3. No client can hold the server: bodies, headers, answers and idle connections have a bound in size or time.
import {
  fastify,
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { boundAnswers } from "./answer-deadline.ts";
import type { Api } from "./api.ts";
import { ApiError } from "./api-error.ts";
import { authenticate } from "./authenticate.ts";
import { dataRoutes } from "./data-api/data-routes.ts";
import { answerBrokenRequest } from "./broken-requests.ts";
import { errorEnvelope } from "./envelope.ts";
import { FailedLogins } from "./failed-logins.ts";
import { keepAnswers } from "./idempotency/keep-answers.ts";
import { observeRequests } from "./observe-requests.ts";
import { describeRoutes } from "./openapi/describe-routes.ts";
import type { ApiPorts } from "./ports.ts";
import { limitCalls } from "./quotas/limit-calls.ts";
import { QuotaDesk } from "./quotas/quota-desk.ts";
import { matchRequestIds, responseIdFor } from "./request-id.ts";
import { apiKeyRoutes } from "./routes/api-key-routes.ts";
import { auditRoutes } from "./routes/audit-routes.ts";
import { approvalPolicyRoutes } from "./routes/approval-policy-routes.ts";
import { attemptRoutes } from "./routes/attempt-routes.ts";
import { audienceRoutes } from "./routes/audience-routes.ts";
import { authorizationRoutes } from "./routes/authorization-routes.ts";
import { campaignRoutes } from "./routes/campaign-routes.ts";
import { campaignStatsRoutes } from "./routes/campaign-stats-routes.ts";
import { controlGroupRoutes } from "./routes/control-group-routes.ts";
import { frequencyCappingRoutes } from "./routes/frequency-capping-routes.ts";
import { historyRoutes } from "./routes/history-routes.ts";
import { lifecycleRoutes } from "./routes/lifecycle-routes.ts";
import { limitRoutes } from "./routes/limit-routes.ts";
import { operationRoutes } from "./routes/operation-routes.ts";
import { previewRoutes } from "./routes/preview-routes.ts";
import { quotaRoutes } from "./routes/quota-routes.ts";
import { recipientRoutes } from "./routes/recipient-routes.ts";
import { resultRoutes } from "./routes/result-routes.ts";
import { searchRoutes } from "./routes/search-routes.ts";
import { segmentFileRoutes } from "./routes/segment-file-routes.ts";
import { segmentRoutes } from "./routes/segment-routes.ts";
import { sendRoutes } from "./routes/send-routes.ts";
import { signingRoutes } from "./routes/signing-routes.ts";
import { testSendRoutes } from "./routes/test-send-routes.ts";
import { userReadRoutes } from "./routes/user-read-routes.ts";
import { userRoutes } from "./routes/user-routes.ts";
import { validateRoutes } from "./routes/validate-routes.ts";
import { workspaceStopRoutes } from "./routes/workspace-stop-routes.ts";
import { storeKeyUse } from "./store-key-use.ts";
import { toApiError } from "./to-api-error.ts";
import { validateInput } from "./validate-input.ts";

export interface ServerLimits {
  maxBodyBytes: number;
  /** To receive the headers of a request. */
  headersTimeoutMs: number;
  /** Without a byte in either direction. */
  idleTimeoutMs: number;
  /** Between two requests of a connection. */
  keepAliveTimeoutMs: number;
  /** From the headers to the answer, an import or export excepted. */
  handlerTimeoutMs: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  maxBodyBytes: 1024 * 1024,
  headersTimeoutMs: 15_000,
  idleTimeoutMs: 60_000,
  keepAliveTimeoutMs: 30_000,
  handlerTimeoutMs: 30_000,
};

export async function buildServer(ports: ApiPorts, limits: ServerLimits = DEFAULT_LIMITS): Promise<Api> {
  const app = createApp(ports, limits);
  acceptEmptyJson(app);
  app.setValidatorCompiler(validateInput);
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  app.setErrorHandler((error, request, reply) =>
    refuse(toApiError(error, request.raw.complete), request, reply),
  );
  app.setNotFoundHandler((request, reply) =>
    refuse(new ApiError(404, "There is no such path. The paths are described at /docs."), request, reply),
  );
  app.decorateRequest("caller", null);
  observeRequests(app, ports.registry);
  storeKeyUse(app, ports.keys);
  await describeRoutes(app);
  operationRoutes(app, ports);
  const failedLogins = new FailedLogins();
  const quotas = new QuotaDesk(ports.quotas);
  await app.register(async (v1: Api) => {
    boundAnswers(v1, limits.handlerTimeoutMs);
    authenticate(v1, ports.verifyKey, failedLogins);
    limitCalls(v1, quotas);
    matchRequestIds(v1);
    keepAnswers(v1, ports.idempotency);
    dataRoutes(v1, ports);
  });
  await app.register(async (v5: Api) => {
    boundAnswers(v5, limits.handlerTimeoutMs);
    authenticate(v5, ports.verifyKey, failedLogins);
    limitCalls(v5, quotas);
    matchRequestIds(v5);
    keepAnswers(v5, ports.idempotency);
    campaignRoutes(v5, ports);
    validateRoutes(v5, ports);
    lifecycleRoutes(v5, ports);
    historyRoutes(v5, ports);
    auditRoutes(v5, ports);
    workspaceStopRoutes(v5, ports);
    approvalPolicyRoutes(v5, ports);
    frequencyCappingRoutes(v5, ports);
    limitRoutes(v5, ports);
    quotaRoutes(v5, ports);
    searchRoutes(v5, ports);
    previewRoutes(v5, ports);
    testSendRoutes(v5, ports);
    resultRoutes(v5, ports);
    recipientRoutes(v5, ports);
    campaignStatsRoutes(v5, ports);
    attemptRoutes(v5, ports);
    sendRoutes(v5, ports);
    userRoutes(v5, ports);
    userReadRoutes(v5, ports);
    segmentRoutes(v5, ports);
    segmentFileRoutes(v5, ports);
    controlGroupRoutes(v5, ports);
    audienceRoutes(v5, ports);
    authorizationRoutes(v5, ports);
    signingRoutes(v5, ports);
    apiKeyRoutes(v5, ports);
  });
  app.addHook("onClose", () => ports.loadWorker.stop());
  await app.ready();
  return app;
}

function createApp(ports: ApiPorts, limits: ServerLimits): Api {
  const loggerInstance: FastifyBaseLogger = ports.log;
  const app = fastify({
    loggerInstance,
    // One line per request is ours (observe-requests.ts).
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: ({ headers }) => responseIdFor(headers),
    bodyLimit: limits.maxBodyBytes,
    connectionTimeout: limits.idleTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    forceCloseConnections: "idle",
    frameworkErrors: (error, request, reply) => void refuse(toApiError(error), request, reply),
    clientErrorHandler: answerBrokenRequest,
    // Node looks for slow headers every 30 seconds by itself.
    http: {
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: Math.ceil(limits.headersTimeoutMs / 3),
    },
  });
  return app.withTypeProvider<ZodTypeProvider>();
}

/** JSON and nothing else; a client that announces JSON and sends nothing means "no body". */
function acceptEmptyJson(app: Api): void {
  app.removeAllContentTypeParsers();
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body.trim() === "") done(null);
    else void parseJson(request, body, done);
  });
}

function refuse(error: ApiError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.status >= 500) {
    request.log.error(
      { requestId: request.id, route: request.routeOptions.url, err: error },
      "request.failed",
    );
  }
  // The rest of a body that nobody will read: the connection ends with the answer.
  if (!request.raw.complete) void reply.header("connection", "close");
  if (error.retryAfterSeconds !== null) void reply.header("retry-after", String(error.retryAfterSeconds));
  return reply.status(error.status).send(errorEnvelope(request, error));
}
