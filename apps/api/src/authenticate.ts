// Basic authentication: workspace id and API key. The workspace and the person come from the key and from nowhere else.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "@sluice/campaigns";
import { WorkspaceId } from "@sluice/schema";
import { ApiError } from "./api-error.ts";
import { endAfter } from "./end-hook.ts";
import { FailedLogins } from "./failed-logins.ts";
import { KnownCallers } from "./known-callers.ts";
import type { ApiPorts, Caller, Scope } from "./ports.ts";

declare module "fastify" {
  interface FastifyRequest {
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** What the key must allow. Every route below /v5 says so; one that does not is refused at start. */
    scope?: Scope;
    /** A body or an answer of unknown length: bounded by its progress, not by a deadline. */
    isStream?: boolean;
    /**
     * Thousands of calls a second: only refusals have a line in the log.
     */
    isFrequent?: boolean;
  }
}

const MAX_CREDENTIAL_LENGTH = 256;

/** Guards every route that is registered on `app` after it. */
export function authenticate(
  app: FastifyInstance,
  verifyKey: ApiPorts["verifyKey"],
  failedLogins = new FailedLogins(),
): void {
  app.addHook("onRoute", ({ config, method, url }) => {
    if (config?.scope === undefined)
      throw new Error(`${String(method)} ${url} does not say which scope it needs`);
  });
  const knownCallers = new KnownCallers();
  app.addHook("onRequest", (request, reply, done) => {
    const known = knownCallers.find(request.headers.authorization, renew);
    if (known === null) endAfter(prove(request, reply), done);
    else done(refusalOf(request, known) ?? undefined);
  });

  /** When it cannot be asked, the calls that come after the header was forgotten hear of it. */
  function renew(authorization: string): void {
    const credential = credentialIn(authorization);
    if (credential === null) return;
    callerBehind(credential, verifyKey, false).then(
      (caller) =>
        caller === null ? knownCallers.forget(authorization) : knownCallers.remember(authorization, caller),
      () => "asked again when it is forgotten",
    );
  }

  async function prove(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { authorization = "" } = request.headers;
    const credential = credentialIn(authorization);
    const waitMs = failedLogins.waitMs(request.ip, credential?.workspaceId ?? "");
    const caller = credential && (await callerBehind(credential, verifyKey, waitMs > 0));
    if (caller === null) {
      if (waitMs > 0) throw tooManyFailures(waitMs);
      // What carries no secret is no guess.
      if (credential !== null) failedLogins.note(request.ip, credential.workspaceId);
      void reply.header("www-authenticate", 'Basic realm="sluice", charset="UTF-8"');
      throw new ApiError(401, "Use Basic authentication: the workspace id as user, an API key as password.");
    }
    knownCallers.remember(authorization, caller);
    const refusal = refusalOf(request, caller);
    if (refusal !== null) throw refusal;
  }
}

/** null: the caller may go on, and the request knows who it is. */
function refusalOf(request: FastifyRequest, caller: Caller): ApiError | null {
  const refusal = tenantRefusal(request, caller);
  if (refusal !== null) return refusal;
  request.caller = caller;
  return scopeRefusal(caller, request.routeOptions.config.scope);
}

interface Credential {
  workspaceId: WorkspaceId;
  secret: string;
}

function credentialIn(authorization: string | undefined): Credential | null {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return null;
  const [, user = "", secret = ""] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  if (secret.length > MAX_CREDENTIAL_LENGTH || !WorkspaceId.safeParse(user).success) return null;
  return { workspaceId: user, secret };
}

const callerBehind = (
  { workspaceId, secret }: Credential,
  verifyKey: ApiPorts["verifyKey"],
  knownOnly: boolean,
): Promise<Caller | null> => verifyKey(workspaceId, secret, { knownOnly });

const tooManyFailures = (waitMs: number): ApiError =>
  new ApiError(429, "Too many failed logins from this address. Wait, then use a key that is valid.", {
    retryAfterSeconds: Math.ceil(waitMs / 1_000),
  });

const TENANT_HEADERS = ["x-moe-tenant-id", "moe-appkey"];

/** Older clients name the workspace once more. It comes from the credential all the same; what differs is a mistake. */
function tenantRefusal({ headers }: FastifyRequest, { workspaceId }: Caller): ApiError | null {
  for (const name of TENANT_HEADERS) {
    const named = headers[name];
    if (named === undefined || named === workspaceId) continue;
    return new ApiError(
      403,
      `The header ${name} names another workspace than the credential. Leave it out, or use a key of that workspace.`,
    );
  }
  return null;
}

function scopeRefusal(caller: Caller, scope: Scope | undefined): ApiError | null {
  if (scope !== undefined && caller.scopes.includes(scope)) return null;
  return new ApiError(403, `This API key does not have the scope "${scope ?? "?"}". Use one that has it.`);
}

/** @throws when the route is not guarded by `authenticate`, which is a mistake of ours. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error("the route is not authenticated");
  return request.caller;
}

export function actorOf(request: FastifyRequest): Actor {
  const { actor, keyId } = callerOf(request);
  return { person: actor, source: `API key ${keyId} from ${request.ip}` };
}
