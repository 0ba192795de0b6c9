// The deadline of an answer: one look at all open calls now and then, instead of a timer and a signal for each of them, which
// cost more than many a call. HOT: once per call.
import type { FastifyReply } from "fastify";
import type { Api } from "./api.ts";

/** What toApiError knows it by. */
export const ANSWER_TIMEOUT = "ANSWER_TIMEOUT";

class AnswerTimeout extends Error {
  override readonly name = "AnswerTimeout";
  readonly code = ANSWER_TIMEOUT;
}

/**
 * A call that is not answered `timeoutMs` after it came, its body received included, is answered with a refusal; of an answer
 * that has begun the connection is closed. Routes of streams are left out.
 */
export function boundAnswers(app: Api, timeoutMs: number): void {
  /** In the order in which they came. Whoever went away without an answer stays until the deadline. */
  const open = new Set<FastifyReply>();
  app.addHook("onRequest", (request, reply, done) => {
    if (request.routeOptions.config.isStream !== true) open.add(reply);
    done();
  });
  app.addHook("onResponse", (_request, reply, done) => {
    open.delete(reply);
    done();
  });
  const timer = setInterval(() => endLate(open, timeoutMs), Math.min(1_000, timeoutMs / 4)).unref();
  app.addHook("onClose", async () => clearInterval(timer));
}

function endLate(open: Set<FastifyReply>, timeoutMs: number): void {
  for (const reply of open) {
    if (reply.elapsedTime < timeoutMs) return;
    open.delete(reply);
    if (reply.sent || reply.raw.destroyed) continue;
    if (reply.raw.headersSent) reply.raw.destroy();
    else void reply.send(new AnswerTimeout("the answer took too long"));
  }
}
