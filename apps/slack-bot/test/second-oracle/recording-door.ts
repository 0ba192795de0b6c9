// Between the bot and a Slack: every call of the Web API goes through unchanged, and is written down with its answer.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { eventually } from "@sluice/testkit";

export interface RecordedCall {
  method: string;
  answer: Readonly<Record<string, unknown>>;
}

export interface RecordingDoor extends AsyncDisposable {
  url: string;
  calls: readonly RecordedCall[];
  /** Waits until the method was called. @returns the last time that it was */
  called(method: string): Promise<RecordedCall>;
}

/** Not Node's five seconds: a call of a bot that was held up must not meet a connection that is closed just then. */
const IDLE_CONNECTION_MS = 60_000;

/** @param origin of the Slack behind it */
export async function startRecordingDoor(origin: string): Promise<RecordingDoor> {
  const calls: RecordedCall[] = [];
  const server = createServer(
    { keepAliveTimeout: IDLE_CONNECTION_MS },
    (request, response) => void pass(origin, request, response, calls),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    called: async (method) => {
      const last = () => calls.findLast((call) => call.method === method);
      await eventually(() => last() !== undefined);
      return last()!;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function pass(
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
  calls: RecordedCall[],
): Promise<void> {
  const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
  const { authorization = "", "content-type": contentType = "" } = request.headers;
  const headers = { authorization, "content-type": contentType };
  const answer = await fetch(origin + request.url, { method: "POST", headers, body });
  const text = await answer.text();
  const method = request.url?.split("/").at(-1) ?? "";
  calls.push({ method, answer: JSON.parse(text) as RecordedCall["answer"] });
  response.writeHead(answer.status, { "content-type": "application/json" }).end(text);
}
