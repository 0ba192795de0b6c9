// A call with an Idempotency-Key happens once: made again within 24 hours it gets the answer of the first time.
//
//   I1. Status, body and content type are the same, byte for byte; `Idempotency-Replayed: true` says that nothing was done.
//   I2. What may be different next time is not kept: our failures (5xx), and "try again" (408, 429).
//   I3. The answer is kept before it is sent. Whoever has it can rely on it, whatever process the next call meets.
//   I4. Whatever changes a campaign, its run, a segment, a key, a configuration or a signing secret keeps its answer in the same
//       transaction (keep-with-change.ts): this process may die between the two, and there is no between. Settings are replaced
//       whole: done again they are what they were. After any call that a death left without an answer the key is free again
//       after CLAIM_MS.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Api } from "../api.ts";
import { callerOf } from "../authenticate.ts";
import { endUnlessAnswered, endWith } from "../end-hook.ts";
import { contentOf, IDEMPOTENCY_KEY_HEADER, idempotencyKeyOf } from "./idempotency-key.ts";
import type { Answer, Claim, IdempotencyPorts } from "./idempotency-ports.ts";
import { refusalOf } from "./idempotency-refusal.ts";

declare module "fastify" {
  interface FastifyRequest {
    idempotent: HeldKey | null;
  }
  interface FastifyContextConfig {
    /** Its calls may be made again without a key: it changes nothing, or remembers its calls by itself. */
    keepsNoAnswer?: boolean;
  }
}

export interface HeldKey {
  claim: Claim;
  /** Set when it is kept already (I4). */
  answer: Answer | null;
}

/** Larger answers come from calls that only read. */
const MAX_KEPT_LENGTH = 1024 * 1024;
const KEYED_METHODS = new Set(["POST", "PATCH", "PUT"]);

/** After `authenticate`: for every route that is registered on `app` after it. */
export function keepAnswers(app: Api, ports: IdempotencyPorts): void {
  app.decorateRequest("idempotent", null);
  app.addHook("preValidation", (request, reply, done) => {
    const header = request.headers[IDEMPOTENCY_KEY_HEADER];
    if (header === undefined || !keepsAnswer(request)) return done();
    endUnlessAnswered(claimOrAnswer(ports, header, request, reply), done);
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    const held = request.idempotent;
    if (held === null) return done(null, payload);
    request.idempotent = null;
    endWith(keep(ports, held, reply, payload), done);
  });
}

const keepsAnswer = ({ method, routeOptions: { config } }: FastifyRequest): boolean =>
  KEYED_METHODS.has(method) && config.keepsNoAnswer !== true && config.isStream !== true;

/** @returns whether the call is over. */
async function claimOrAnswer(
  ports: IdempotencyPorts,
  header: string | string[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const { workspaceId } = callerOf(request);
  const claim = { workspaceId, key: idempotencyKeyOf(header), claimId: ports.mintClaimId() };
  const met = await ports.claim(claim, ports.digest(contentOf(request)));
  if (met.kind === "claimed") {
    request.idempotent = { claim, answer: null };
    return false;
  }
  if (met.kind !== "answered") throw refusalOf(met);
  const { status, contentType, body } = met.answer;
  if (contentType !== null) void reply.type(contentType);
  void reply.status(status).header("idempotency-replayed", "true").send(body); // I1
  return true;
}

/** I3. @returns what is sent. */
async function keep(
  ports: IdempotencyPorts,
  { claim, answer: kept }: HeldKey,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const { statusCode: status } = reply;
  if (kept !== null && kept.status === status) return kept.body;
  const body = textOf(payload);
  const isFinal = status < 500 && status !== 408 && status !== 429; // I2
  if (!isFinal || body === null || body.length > MAX_KEPT_LENGTH) await ports.release(claim);
  else await ports.keep(claim, { status, contentType: contentTypeOf(reply), body });
  return payload;
}

function contentTypeOf(reply: FastifyReply): string | null {
  const type = reply.getHeader("content-type");
  return typeof type === "string" ? type : null;
}

function textOf(payload: unknown): string | null {
  if (payload === undefined || payload === null) return "";
  return typeof payload === "string" ? payload : null;
}
