// Every call below /v5 takes a permit of its workspace before its body is read; a create takes one more, which only a
// campaign that is created uses up.
//
//   L1. Refused with 429: which limit, and when to try again. A call that is refused took nothing.
//   L2. `x-ratelimit-*` tell of the window that is closest to its limit; reset is in seconds from now.
//   L3. A create that is refused by us (4xx) gives its permit back at once; of one that failed (5xx) nobody knows whether it
//       created something, so it counts.
import type { FastifyReply, FastifyRequest } from "fastify";
import { QUOTA_WINDOWS_MS, type QuotaOperation } from "@sluice/schema";
import type { Api } from "../api.ts";
import { ApiError } from "../api-error.ts";
import { callerOf } from "../authenticate.ts";
import { endAfter, endWith } from "../end-hook.ts";
import { operationOf } from "./operation-of.ts";
import type { Admission } from "./permit-meter.ts";
import type { QuotaDesk } from "./quota-desk.ts";
import type { Meter } from "./quota-ports.ts";
import type { Tightest } from "./rolling-windows.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Of a create that is under way. */
    creationPermit: Admission | null;
  }
  interface FastifyContextConfig {
    operation?: QuotaOperation;
    /** What a call costs beyond itself, when its body says so. */
    costs?: (body: unknown) => ReadonlyArray<{ operation: QuotaOperation; count: number }>;
  }
}

/** After `authenticate`: for every route that is registered on `app` after it. */
export function limitCalls(app: Api, desk: QuotaDesk): void {
  app.decorateRequest("creationPermit", null);
  app.addHook("onRoute", (route) => {
    const [method = ""] = [route.method].flat();
    route.config = { operation: operationOf(method, route.url), ...route.config };
  });
  app.addHook("onRequest", (request, reply, done) => {
    const admission = desk.admit(meterOf(request));
    if (admission === null) done();
    else if (admission instanceof Promise) endAfter(whenAdmitted(admission, request, reply), done);
    else done(refusalOf(admission, operationIn(request), reply) ?? undefined);
  });
  app.addHook("preHandler", (request, reply, done) => {
    const { config } = request.routeOptions;
    if (config.operation !== "create" && config.costs === undefined) done();
    else endAfter(takeMore(desk, request, reply), done);
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    const permit = request.creationPermit;
    if (permit === null) return done(null, payload);
    request.creationPermit = null;
    const isUsed = reply.statusCode < 300 || reply.statusCode >= 500; // L3
    // When it cannot be settled, it counts for as long as it is held.
    const settled = desk.settle(createdBy(request), permit, isUsed).catch(() => undefined);
    endWith(
      settled.then(() => payload),
      done,
    );
  });
}

const operationIn = (request: FastifyRequest): QuotaOperation =>
  request.routeOptions.config.operation ?? "other";

function meterOf(request: FastifyRequest): Meter {
  const operation = operationIn(request);
  const name = operation === "other" ? `${request.method} ${request.routeOptions.url ?? ""}` : operation;
  return { workspaceId: callerOf(request).workspaceId, operation, name };
}

const createdBy = (request: FastifyRequest): Meter => named(request, "created");

const named = (request: FastifyRequest, operation: QuotaOperation): Meter => ({
  workspaceId: callerOf(request).workspaceId,
  operation,
  name: operation,
});

async function takeMore(desk: QuotaDesk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { operation, costs } = request.routeOptions.config;
  for (const { operation: costly, count } of costs?.(request.body) ?? []) {
    const admission = count === 0 ? null : await desk.admit(named(request, costly), count);
    if (admission !== null) assertAdmitted(admission, costly, reply);
  }
  if (operation !== "create") return;
  const permit = await desk.admit(createdBy(request));
  if (permit === null) return;
  assertAdmitted(permit, "created", reply);
  request.creationPermit = permit;
}

async function whenAdmitted(
  admission: Promise<Admission>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  assertAdmitted(await admission, operationIn(request), reply);
}

function assertAdmitted(admission: Admission, operation: QuotaOperation, reply: FastifyReply): void {
  const refusal = refusalOf(admission, operation, reply);
  if (refusal !== null) throw refusal;
}

/** L1. null: the call may go on. */
function refusalOf(admission: Admission, operation: QuotaOperation, reply: FastifyReply): ApiError | null {
  const { isAdmitted, tightest } = admission;
  if (tightest === null) return null;
  tell(tightest, reply);
  return isAdmitted ? null : tooMany(admission, tightest, operation);
}

/** L2. Of two limits on a call, the one that is closer. */
function tell({ limit, remaining, resetMs }: Tightest, reply: FastifyReply): void {
  const told =
    Number(reply.getHeader("x-ratelimit-remaining")) / Number(reply.getHeader("x-ratelimit-limit"));
  if (told <= remaining / limit) return;
  void reply
    .header("x-ratelimit-limit", String(limit))
    .header("x-ratelimit-remaining", String(remaining))
    .header("x-ratelimit-reset", String(Math.ceil(resetMs / 1_000)));
}

function tooMany({ waitMs }: Admission, { windowMs, limit }: Tightest, operation: QuotaOperation): ApiError {
  const window = Object.entries(QUOTA_WINDOWS_MS).find(([, ms]) => ms === windowMs)?.[0] ?? "";
  const what = operation === "created" ? "campaigns created" : `calls of "${operation}"`;
  const spoken = window.replace("per_", "in any ");
  return new ApiError(
    429,
    `The workspace has used up its quota: at most ${limit.toLocaleString("en")} ${what} ${spoken}. Try again after the time in Retry-After.`,
    {
      problems: [
        { field: `${operation}.${window}`, issue: `at most ${limit.toLocaleString("en")} ${spoken}` },
      ],
      retryAfterSeconds: Math.max(1, Math.ceil(Math.min(waitMs, windowMs) / 1_000)),
    },
  );
}
