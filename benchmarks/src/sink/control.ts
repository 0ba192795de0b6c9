// The sink's other port: read the counts, make records durable, start counting anew.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestLog } from "./request-log.ts";
import type { Spell } from "./spell.ts";

const HELP =
  "GET /counts, GET /key?key=…, GET /cpu, POST /flush, POST /reset, POST /spell?answer=…&duration_ms=…[&retry_after=…]";

export interface Controlled {
  log: RequestLog;
  spell: Spell;
}

export function answerControl(request: IncomingMessage, response: ServerResponse, sink: Controlled): void {
  route(request, sink)
    .then((answer) =>
      answer === undefined
        ? send(response, 404, { error: `unknown; there is: ${HELP}` })
        : send(response, 200, answer),
    )
    .catch((error: unknown) => send(response, 500, { error: String(error) }));
}

async function route(request: IncomingMessage, { log, spell }: Controlled): Promise<object | undefined> {
  const url = new URL(request.url ?? "/", "http://sink");
  switch (`${request.method} ${url.pathname}`) {
    case "GET /counts":
      return log.counts();
    case "GET /key":
      return log.lookUp(url.searchParams.get("key") ?? "");
    case "GET /cpu":
      return cpu();
    case "POST /flush":
      await log.flush();
      return { recordsDropped: log.counts().recordsDropped, pending: log.counts().pending };
    case "POST /reset":
      log.reset();
      return {};
    case "POST /spell":
      spell.begin({
        answer: Number(url.searchParams.get("answer")),
        durationMs: Number(url.searchParams.get("duration_ms")),
        retryAfter: url.searchParams.get("retry_after"),
      });
      return {};
    default:
      return undefined;
  }
}

function cpu(): { userUs: number; systemUs: number; rssBytes: number } {
  const { user, system } = process.cpuUsage();
  return { userUs: user, systemUs: system, rssBytes: process.memoryUsage.rss() };
}

function send(response: ServerResponse, status: number, answer: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
}
